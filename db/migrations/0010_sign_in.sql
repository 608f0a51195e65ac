-- What keeps passwords from being guessed: counted for the whole cluster, and not forgotten with the process that counted.

create table sign_in_tries (
    subject bytea         primary key,
    at      timestamptz[] not null,
    ends_at timestamptz   not null
);

comment on column sign_in_tries.subject is 'The hash of what is counted for: a folded user name, an address, a device. People type their passwords into the wrong field.';
comment on column sign_in_tries.at is 'Tries that failed or are still being checked, the oldest first; never more than the limit.';
comment on column sign_in_tries.ends_at is 'When the last of them stops counting, and the row may go.';

create index sign_in_tries_by_end on sign_in_tries (ends_at);

-- Browsers that somebody has signed in from, by the hash of what their cookie says: strangers' guesses do not lock them out.
create table known_devices (
    token_hash bytea       primary key,
    user_id    text        collate "C" not null references users on delete cascade,
    expires_at timestamptz not null
);

create index known_devices_of_user on known_devices (user_id, expires_at);
