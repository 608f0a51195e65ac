-- What operators look at: a ledger of every command to a call, also those that were refused, repeated, or too late; and calls by time.
-- Lines of accepted commands are written by the statement that changes the call's row, the others shortly afterwards.
-- No reference to calls: an initiate that was refused names a call that was never made.

create table call_ledger (
    call_id   uuid        not null,
    entry_id  uuid        not null,
    at        timestamptz not null,
    user_id   text,
    device_id text,
    command   text        not null,
    outcome   text        not null check (outcome in ('accepted', 'repeated', 'lost', 'refused')),
    code      text,
    version   int,
    state     text,
    silo      text        not null,
    primary key (call_id, entry_id)
);

comment on column call_ledger.entry_id is 'Made by the writer: a line that is written twice is there once.';
comment on column call_ledger.user_id is 'Who; null for the cluster itself: deadlines, lost devices.';
comment on column call_ledger.version is 'The call''s version after the command.';

-- Lines come in the order of their times: small, nearly free to keep, and enough to find the old ones.
create index call_ledger_by_time on call_ledger using brin (at) with (autosummarize = on);

-- Calls by time, for rates: rows come in the order of created_at, and end soon after.
create index calls_by_creation on calls using brin (created_at) with (pages_per_range = 32, autosummarize = on);
create index calls_by_end on calls using brin (ended_at) with (pages_per_range = 32, autosummarize = on);
