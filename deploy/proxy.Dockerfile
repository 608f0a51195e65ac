# Caddy without root, with the product's configuration inside.
FROM caddy:2
RUN addgroup -S -g 1000 caddy && adduser -S -u 1000 -G caddy caddy \
 && setcap -r /usr/bin/caddy \
 && mkdir -p /data/caddy /config/caddy && chown -R caddy:caddy /data /config
COPY Caddyfile /etc/caddy/Caddyfile
ENV XDG_CONFIG_HOME=/tmp
USER 1000:1000
EXPOSE 8080 8443 8443/udp
