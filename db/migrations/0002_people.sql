-- People: accounts, sessions, channels.
-- The _key columns are folded (normalised, lower case) by the program, so that what counts as equal and how names sort
-- do not depend on the locale that the database was made with.

create table users (
    id            text        collate "C" primary key,
    username      text        not null,
    username_key  text        collate "C" not null unique,
    display_name  text        not null,
    display_key   text        collate "C" not null,
    search_key    text        collate "C" not null,
    email         text,
    avatar_url    text,
    role          text        not null check (role in ('user', 'agent', 'admin')),
    organisation  text,
    password_hash text,
    disabled      boolean     not null default false,
    created_at    timestamptz not null default clock_timestamp()
);

comment on column users.search_key is 'Display name, user name, e-mail and organisation, one per line.';

create index users_by_name on users (display_key, id) where not disabled;
create index users_by_organisation on users (organisation, display_key, id) where not disabled;

-- Searching inside names scans the table; the trigram index makes that fast where the extension may be installed.
do $$
begin
    create extension if not exists pg_trgm;
    execute 'create index users_search on users using gin (search_key gin_trgm_ops)';
exception
    when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
        raise notice 'pg_trgm is not to be had: people are searched without an index';
end $$;

-- A session is found by the hash of its id: who reads this table cannot sign in with it.
create table sessions (
    id_hash    bytea       primary key,
    user_id    text        collate "C" not null references users on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create index sessions_of_user on sessions (user_id);

create table channels (
    id           text collate "C" primary key,
    name         text not null,
    name_key     text collate "C" not null,
    organisation text
);

create table channel_members (
    channel_id text collate "C" not null references channels on delete cascade,
    user_id    text collate "C" not null references users on delete cascade,
    primary key (channel_id, user_id)
);

create index channel_members_of_user on channel_members (user_id, channel_id);
