-- What Orleans' ADO.NET providers ask of PostgreSQL: the table of queries, and the queries of grain persistence.
-- The providers read the queries at start and know nothing of the tables behind them.

create table OrleansQuery (
    QueryKey  text primary key,
    QueryText text not null
);

-- One row per state of a grain. The ids are hashed for the index, as the provider hands them over, and compared in full.
create table orleans_state (
    service_id   text        not null,
    grain_hash   int         not null,
    type_hash    int         not null,
    id_n0        bigint      not null,
    id_n1        bigint      not null,
    id_extension text,
    state_name   text        not null,
    version      int         not null,
    payload      bytea,
    modified_at  timestamptz not null default clock_timestamp(),
    -- Without it two racing first writes would make two rows, and every read after that would fail.
    constraint orleans_state_key unique nulls not distinct
        (grain_hash, type_hash, id_n0, id_n1, id_extension, state_name, service_id)
);

insert into OrleansQuery (QueryKey, QueryText) values

('ReadFromStorageKey', '
    select payload as PayloadBinary, version as Version
    from orleans_state
    where grain_hash = @GrainIdHash and type_hash = @GrainTypeHash
      and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension is not distinct from @GrainIdExtensionString::text
      and state_name = @GrainTypeString and service_id = @ServiceId
'),

('WriteToStorageKey', '
    with inserted as (
        insert into orleans_state (service_id, grain_hash, type_hash, id_n0, id_n1, id_extension, state_name, version, payload)
        select @ServiceId, @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString::text, @GrainTypeString,
               1, @PayloadBinary::bytea
        where @GrainStateVersion::int is null
        on conflict do nothing
        returning version
    ),
    updated as (
        update orleans_state
        set version = version + 1, payload = @PayloadBinary::bytea, modified_at = clock_timestamp()
        where grain_hash = @GrainIdHash and type_hash = @GrainTypeHash
          and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_extension is not distinct from @GrainIdExtensionString::text
          and state_name = @GrainTypeString and service_id = @ServiceId
          and version = @GrainStateVersion::int
        returning version
    )
    select version as NewGrainStateVersion from inserted
    union all
    select version from updated
'),

('ClearStorageKey', '
    update orleans_state
    set version = version + 1, payload = null, modified_at = clock_timestamp()
    where grain_hash = @GrainIdHash and type_hash = @GrainTypeHash
      and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension is not distinct from @GrainIdExtensionString::text
      and state_name = @GrainTypeString and service_id = @ServiceId
      and version = @GrainStateVersion::int
    returning version as NewGrainStateVersion
'),

('DeleteStorageKey', '
    delete from orleans_state
    where grain_hash = @GrainIdHash and type_hash = @GrainTypeHash
      and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_extension is not distinct from @GrainIdExtensionString::text
      and state_name = @GrainTypeString and service_id = @ServiceId
      and version = @GrainStateVersion::int
    returning version + 1 as NewGrainStateVersion
');
