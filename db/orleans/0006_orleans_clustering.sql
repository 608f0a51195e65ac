-- The queries of Orleans' ADO.NET clustering: who is in the cluster, under one version per deployment that every change raises.

create table orleans_membership_version (
    deployment_id text        primary key,
    version       int         not null default 0,
    changed_at    timestamptz not null default clock_timestamp()
);

create table orleans_membership (
    deployment_id text        not null references orleans_membership_version on delete cascade,
    address       text        not null,
    port          int         not null,
    generation    int         not null,
    silo_name     text        not null,
    host_name     text        not null,
    status        int         not null,
    proxy_port    int         not null,
    suspect_times text,
    start_time    timestamptz not null,
    i_am_alive    timestamptz not null,
    primary key (deployment_id, address, port, generation)
);

insert into OrleansQuery (QueryKey, QueryText) values

('GatewaysQueryKey', '
    select address as Address, proxy_port as ProxyPort, generation as Generation
    from orleans_membership
    where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
'),

('MembershipReadRowKey', '
    select m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
           m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
           m.start_time as StartTime, m.i_am_alive as IAmAliveTime, v.version as Version
    from orleans_membership_version v
    left join orleans_membership m
        on m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
    where v.deployment_id = @DeploymentId
'),

('MembershipReadAllKey', '
    select m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName, m.host_name as HostName,
           m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
           m.start_time as StartTime, m.i_am_alive as IAmAliveTime, v.version as Version
    from orleans_membership_version v
    left join orleans_membership m on m.deployment_id = v.deployment_id
    where v.deployment_id = @DeploymentId
'),

('InsertMembershipVersionKey', '
    with inserted as (
        insert into orleans_membership_version (deployment_id) values (@DeploymentId)
        on conflict do nothing
        returning 1
    )
    select exists (select from inserted)
'),

-- The version row is compared and raised first: it is the lock that changes queue for.
('InsertMembershipKey', '
    with raised as (
        update orleans_membership_version v
        set version = v.version + 1, changed_at = clock_timestamp()
        where v.deployment_id = @DeploymentId and v.version = @Version
          and not exists (
              select from orleans_membership m
              where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
        returning v.deployment_id
    ),
    inserted as (
        insert into orleans_membership
            (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive)
        select deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        from raised
        returning 1
    )
    select exists (select from inserted)
'),

('UpdateMembershipKey', '
    with raised as (
        update orleans_membership_version v
        set version = v.version + 1, changed_at = clock_timestamp()
        where v.deployment_id = @DeploymentId and v.version = @Version
          and exists (
              select from orleans_membership m
              where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port and m.generation = @Generation)
        returning v.deployment_id
    ),
    updated as (
        update orleans_membership m
        set status = @Status, suspect_times = @SuspectTimes::text, i_am_alive = @IAmAliveTime
        from raised
        where m.deployment_id = raised.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
        returning 1
    )
    select exists (select from updated)
'),

('UpdateIAmAlivetimeKey', '
    update orleans_membership
    set i_am_alive = @IAmAliveTime
    where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
'),

('DeleteMembershipTableEntriesKey', '
    delete from orleans_membership_version where deployment_id = @DeploymentId
'),

('CleanupDefunctSiloEntriesKey', '
    delete from orleans_membership
    where deployment_id = @DeploymentId and i_am_alive < @IAmAliveTime and status <> 3
');
