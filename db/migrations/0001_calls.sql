-- Calls: one row per call and one per person in it. The row of a call is also its history: nothing is copied when it ends.
-- Times come from the database's clock and are kept to the microsecond.

create table calls (
    call_id       uuid        primary key,
    version       int         not null check (version > 0),
    state         text        not null check (state in ('ringing', 'connecting', 'connected', 'ended')),
    end_reason    text,
    media         text        not null check (media in ('audio', 'video')),
    kind          text        not null check (kind in ('direct', 'group')),
    initiator_id  text        not null,
    channel_id    text,
    created_at    timestamptz not null,
    ring_deadline timestamptz,
    deadline      timestamptz,
    answered_at   timestamptz,
    connected_at  timestamptz,
    ended_at      timestamptz,
    absorbed_id   uuid        unique,
    constraint ended_has_reason check ((state = 'ended') = (end_reason is not null)),
    constraint live_has_deadline check ((state = 'ended') = (deadline is null))
);

comment on column calls.version is 'Raised by every transition; the ETag of the grain''s state.';
comment on column calls.deadline is 'When the present state must have been left; set exactly while the call lives.';
comment on column calls.absorbed_id is 'The id of the crossing call that this call answered instead; looking that id up finds this call.';

-- Live calls by deadline: what is overdue.
create index calls_live_deadline on calls (deadline) where deadline is not null;

-- The rate limit: attempts of one initiator.
create index calls_attempts on calls (initiator_id, created_at);

-- created_at, live and missed repeat what follows from the call and the status, so that one partial index answers each question.
create table call_participants (
    call_id      uuid        not null references calls on delete cascade,
    position     smallint    not null,
    user_id      text        not null,
    display_name text        not null,
    avatar_url   text,
    status       text        not null
                 check (status in ('ringing', 'joined', 'declined', 'missed', 'busy', 'offline', 'dnd', 'left')),
    device_id    text,
    muted        boolean     not null default false,
    camera_off   boolean     not null default false,
    created_at   timestamptz not null,
    live         boolean     not null,
    missed       boolean     not null,
    seen_at      timestamptz,
    primary key (call_id, user_id)
);

comment on column call_participants.live is 'The call has not ended, and this person is ringing or joined.';
comment on column call_participants.missed is 'The call ended without this callee: missed, busy, offline or not to be disturbed.';
comment on column call_participants.seen_at is 'When this person saw that they had missed the call.';

-- The last fence: whatever memory was lost, nobody is in two live calls.
create unique index call_participants_live on call_participants (user_id) where live;
create index call_participants_history on call_participants (user_id, created_at desc, call_id desc);
create index call_participants_missed on call_participants (user_id, created_at desc, call_id desc) where missed;
create index call_participants_unseen on call_participants (user_id) where missed and seen_at is null;
