-- Silos keep in memory what the directory says of people, and look in access_changes for whom they have to read again.
-- A call shows names and pictures, so these count as well.

drop trigger note_access on users;

create trigger note_access after update on users for each row
    when ((old.organisation, old.role, old.disabled, old.display_name, old.avatar_url)
        is distinct from (new.organisation, new.role, new.disabled, new.display_name, new.avatar_url))
    execute function note_user_access();
