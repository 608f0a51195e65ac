-- People in a call have a time to ring of their own, and may hold it to be in another one meanwhile.

alter table call_participants add column ring_deadline timestamptz;
alter table call_participants add column held boolean not null default false;

comment on column call_participants.ring_deadline is 'Until when this person rings, or rang; null in rows of older versions: the call''s.';
comment on column call_participants.held is 'This person holds the call: it does not keep them from one other.';

-- One live call that is not held, and one that is. The queries for live calls go by the same index.
create unique index call_participants_fence on call_participants (user_id, held) where live;
drop index call_participants_live;
