-- What proves that a process knows the secret of its cluster; the secret itself is not kept.

create table cluster_secrets (
    cluster_id text        primary key,
    salt       bytea       not null,
    hash       bytea       not null,
    set_at     timestamptz not null default clock_timestamp()
);

comment on column cluster_secrets.hash is 'PBKDF2-SHA256 of Orleans:ClusterSecret. Delete the row, with every process stopped, to begin with another secret.';
