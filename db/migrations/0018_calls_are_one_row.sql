-- breaking: who is in a call moves into the call's row. Programs of before find nobody in calls.

-- The truth of a call is one row: everybody in it as they are, in their order, as the program writes and reads them.
alter table calls add column participants json;

update calls
set participants = coalesce(
    (
        select json_agg(
            json_strip_nulls(json_build_object(
                'user_id', p.user_id,
                'display_name', p.display_name,
                'avatar_url', p.avatar_url,
                'status', p.status,
                'device_id', p.device_id,
                'muted', nullif(p.muted, false),
                'camera_off', nullif(p.camera_off, false),
                'away', nullif(p.away, false),
                'ring_deadline', p.ring_deadline,
                'held', nullif(p.held, false),
                'hand_raised_at', p.hand_raised_at))
            order by p.position)
        from call_participants p
        where p.call_id = calls.call_id
    ),
    '[]');

alter table calls alter column participants set not null;

-- A row for each person is what they find a call by. It is written at the ring, and again when one of its flags changes: normally once.
create table call_finders (
    user_id    text        not null,
    created_at timestamptz not null,
    call_id    uuid        not null,
    live       boolean     not null,
    held       boolean     not null,
    missed     boolean     not null,
    outgoing   boolean     not null,
    seen_at    timestamptz
);

insert into call_finders
select p.user_id, c.created_at, p.call_id, p.live, p.held, p.missed, p.user_id = c.initiator_id, p.seen_at
from call_participants p join calls c using (call_id);

drop table call_participants;
alter table call_finders rename to call_participants;

comment on column call_participants.live is 'The call has not ended, and this person is ringing or joined.';
comment on column call_participants.held is 'This person holds the call: it does not keep them from one other.';
comment on column call_participants.missed is 'The call ended without this callee: missed, busy, offline or not to be disturbed.';
comment on column call_participants.outgoing is 'This person made the call.';
comment on column call_participants.seen_at is 'When this person saw that they had missed the call.';

-- The history, and attempts of one initiator. No reference to calls: whoever writes one writes both.
alter table call_participants add primary key (user_id, created_at, call_id);

-- The fence: whatever memory was lost, nobody is in two live calls that they do not hold. Live calls are found by it, too.
create unique index call_participants_fence on call_participants (user_id, held) where live;
create index call_participants_missed on call_participants (user_id, created_at, call_id) where missed;
create index call_participants_unseen on call_participants (user_id) where missed and seen_at is null;

drop index calls_attempts;

-- Only few calls have absorbed another; columns have the names of what they keep.
alter table calls drop constraint calls_absorbed_id_key;
alter table calls rename column absorbed_id to absorbed_call_id;
create unique index calls_absorbed on calls (absorbed_call_id) where absorbed_call_id is not null;
alter table call_ledger rename column entry_id to id;

-- PostgreSQL reads a check anew for every statement, and these repeat what the program's types say.
alter table calls
    drop constraint calls_version_check,
    drop constraint calls_state_check,
    drop constraint calls_media_check,
    drop constraint calls_kind_check,
    drop constraint ended_has_reason,
    drop constraint live_has_deadline;
alter table call_ledger
    drop constraint call_ledger_outcome_check,
    drop constraint call_ledger_more_check;

-- Commands have one spelling everywhere.
update call_ledger
set command = case command when 'hangup' then 'hang_up' when 'medialost' then 'media_lost' else 'force_end' end
where command in ('hangup', 'medialost', 'forceend');
