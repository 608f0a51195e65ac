-- The queries of Orleans' ADO.NET reminders, over the table that this product's own reminder table keeps: either may be registered.

insert into OrleansQuery (QueryKey, QueryText) values

('UpsertReminderRowKey', '
    insert into reminders as r (service_id, grain_id, name, hash, start_at, period_ms)
    values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
    on conflict (service_id, grain_id, name) do update
    set hash = excluded.hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = r.version + 1
    returning version as Version
'),

('ReadReminderRowsKey', '
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from reminders
    where service_id = @ServiceId and grain_id = @GrainId
'),

('ReadReminderRowKey', '
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from reminders
    where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName
'),

('ReadRangeRows1Key', '
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from reminders
    where service_id = @ServiceId and hash > @BeginHash and hash <= @EndHash
'),

('ReadRangeRows2Key', '
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from reminders
    where service_id = @ServiceId and (hash > @BeginHash or hash <= @EndHash)
'),

('DeleteReminderRowKey', '
    with deleted as (
        delete from reminders
        where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName and version = @Version
        returning 1
    )
    select exists (select from deleted)
'),

('DeleteReminderRowsKey', '
    delete from reminders where service_id = @ServiceId
');
