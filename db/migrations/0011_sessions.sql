-- What people see of their own sessions, so that they can tell one they do not know.

alter table sessions
    add column user_agent   text,
    add column device_id    text,
    add column last_used_at timestamptz;

comment on column sessions.device_id is 'The device whose connection used it last; null until there is one.';
comment on column sessions.last_used_at is 'Written now and then, not with every use; null when it was only used soon after it was made.';
