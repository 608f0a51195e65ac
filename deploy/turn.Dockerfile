# The relay for people whose networks let nothing straight through: Debian's coturn, which is what the tests run, with our configuration and without root.
FROM debian:12-slim
RUN apt-get update && apt-get install --yes --no-install-recommends coturn && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin turn \
 && mkdir --mode=0700 /run/turn && chown 1000:1000 /run/turn
COPY turnserver.conf /etc/turnserver.conf
COPY turn-server /usr/local/bin/turn-server
USER 1000:1000
EXPOSE 3478 3478/udp
ENTRYPOINT ["turn-server"]
