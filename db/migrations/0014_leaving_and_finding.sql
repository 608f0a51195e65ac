-- A leg whose page was closed is seen as away at once, and has a moment to come back before it is dropped.

alter table call_participants add column away boolean not null default false;

comment on column call_participants.away is 'The bound device said goodbye and has not been heard since.';

-- People are found without regard to diacritics. The column makes itself, so that rows which an older program writes have it too.
-- The program folds what is searched for in the same way. Only UTF-8 knows what a letter is made of: elsewhere diacritics count.
do $$
declare
    fold text := 'search_key';
begin
    if current_setting('server_encoding') = 'UTF8' then
        fold := $fold$
            lower(normalize(
                replace(replace(replace(replace(
                    translate(
                        regexp_replace(normalize(search_key, NFD), '[\u0300-\u036F]', '', 'g'),
                        U&'\00F8\0142\0111\00F0\0127\0131\0167', 'olddhit'),
                    U&'\00DF', 'ss'), U&'\00E6', 'ae'), U&'\0153', 'oe'), U&'\00FE', 'th'),
                NFC))
            $fold$;
    end if;
    execute format('alter table users add column find_key text collate "C" generated always as (%s) stored', fold);
end $$;

comment on column users.find_key is 'search_key without diacritics: what a search looks into.';

do $$
begin
    create extension if not exists pg_trgm;
    execute 'create index users_find on users using gin (find_key gin_trgm_ops)';
exception
    when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
        raise notice 'pg_trgm is not to be had: people are searched without an index';
end $$;
