-- The keys that protect cookies and tokens, shared by all front-ends.

create table data_protection_keys (
    id         bigint      generated always as identity primary key,
    name       text        not null,
    xml        text        not null,
    created_at timestamptz not null default clock_timestamp()
);
