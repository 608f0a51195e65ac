-- Reminders of grains, read by ranges of the hash of the grain's id.

create table reminders (
    service_id text        not null,
    grain_id   text        not null,
    name       text        not null,
    hash       int         not null,
    start_at   timestamptz not null,
    period_ms  bigint      not null check (period_ms >= 0),
    version    int         not null default 0,
    primary key (service_id, grain_id, name)
);

comment on column reminders.hash is 'The grain''s 32-bit hash, taken as a signed number: the same ring, begun elsewhere.';
comment on column reminders.version is 'Raised by every change; the ETag.';

create index reminders_by_hash on reminders (service_id, hash);
