-- People in a call can raise their hand.

alter table call_participants add column hand_raised_at timestamptz;

comment on column call_participants.hand_raised_at is 'Since when this person''s hand is up; null when it is down.';
