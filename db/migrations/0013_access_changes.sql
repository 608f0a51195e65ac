-- Whose rights to see others, or to be seen by them, changed: front-ends look for what is new here, and check again who watches whom.
-- Triggers keep it, so that nobody who writes can forget to. A person is listed once, with the version of the last change.

create table access_changes (
    user_id text   collate "C" primary key,
    version bigint not null
);

create index access_changes_by_version on access_changes (version);

-- One transaction at a time, until its commit: versions become visible in their order, and whoever reads on from the last one misses none.
create function note_access_change(changed text) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock('access_changes'::regclass::oid::bigint);
    insert into access_changes (user_id, version)
    values (changed, (select coalesce(max(version), 0) + 1 from access_changes))
    on conflict (user_id) do update set version = excluded.version;
end $$;

create function note_user_access() returns trigger language plpgsql as $$
begin
    perform note_access_change(old.id);
    return null;
end $$;

create function note_member_access() returns trigger language plpgsql as $$
begin
    perform note_access_change(case tg_op when 'INSERT' then new.user_id else old.user_id end);
    return null;
end $$;

create trigger note_access after update on users for each row
    when ((old.organisation, old.role, old.disabled) is distinct from (new.organisation, new.role, new.disabled))
    execute function note_user_access();

create trigger note_departure after delete on users for each row execute function note_user_access();

create trigger note_access after insert or delete on channel_members for each row execute function note_member_access();
