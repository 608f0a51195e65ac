using System.Collections.Immutable;
using System.Net;
using Npgsql;

namespace Orleans.Runtime.Membership;

/// <summary>
/// The members of a cluster, in PostgreSQL. Every change of membership increments the cluster's version in the same transaction, under the
/// lock of the cluster's row. Times are the database's.
/// </summary>
internal sealed class MembershipTable(NpgsqlDataSource database, string clusterId) : IAsyncDisposable
{
    private const short Joining = (short)SiloStatus.Joining;
    private const short Active = (short)SiloStatus.Active;
    private const short Dead = (short)SiloStatus.Dead;

    // Serializes the creation of the tables; an arbitrary constant.
    private const long CreationLock = 0x0CA1_15E6_0000_0001;

    private const string CreateSql = """
        create table if not exists engine_clusters (
            cluster_id text   primary key,
            version    bigint not null default 0,
            secret     text   not null
        );
        create table if not exists engine_silos (
            cluster_id text        not null references engine_clusters,
            address    text        not null,
            name       text        not null,
            gateway    text,
            status     smallint    not null,
            started_at timestamptz not null default clock_timestamp(),
            alive_at   timestamptz not null default clock_timestamp(),
            primary key (cluster_id, address)
        );
        create table if not exists engine_suspicions (
            cluster_id text        not null,
            silo       text        not null,
            voter      text        not null,
            voted_at   timestamptz not null default clock_timestamp(),
            primary key (cluster_id, silo, voter),
            foreign key (cluster_id, silo) references engine_silos on delete cascade
        );
        """;

    private const string InsertClusterSql = """
        insert into engine_clusters (cluster_id, secret) values ($1, gen_random_uuid()::text || gen_random_uuid()::text)
        on conflict do nothing
        """;

    private const string BuryEarlierSql =
        "update engine_silos set status = $3 where cluster_id = $1 and split_part(address, '@', 1) = $2 and status <> $3";

    private const string MembersSql = """
        select c.version, s.address, s.name, s.gateway, s.status, s.started_at, clock_timestamp() - s.alive_at
        from engine_clusters c left join engine_silos s using (cluster_id)
        where c.cluster_id = $1
        """;

    // Losing a heartbeat does no harm: nobody waits for its flush.
    private const string HeartbeatSql = """
        update engine_silos set alive_at = clock_timestamp()
        where cluster_id = $1 and address = $2 and status <> $3 and set_config('synchronous_commit', 'off', true) = 'off'
        returning true
        """;

    /// <summary>Creates the tables and the cluster's row where missing, and returns the secret kept for the cluster.</summary>
    public async Task<string> Open(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var made = Command(connection, "select to_regclass('engine_suspicions') is not null");
        if (!(bool)(await made.ExecuteScalarAsync(cancellation))!)
        {
            await Execute(connection, $"select pg_advisory_xact_lock({CreationLock})", cancellation);
            await Execute(connection, CreateSql, cancellation);
        }

        await Execute(connection, InsertClusterSql, cancellation, clusterId);
        await using var read = Command(connection, "select secret from engine_clusters where cluster_id = $1", clusterId);
        var secret = (string)(await read.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return secret;
    }

    public async Task<MembershipSnapshot> Read(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(MembersSql);
        command.Parameters.AddWithValue(clusterId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadMembers(reader, cancellation);
    }

    /// <summary>Writes a heartbeat and reads the members; null if this silo was declared dead.</summary>
    public async Task<MembershipSnapshot?> Heartbeat(SiloAddress self, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                With(HeartbeatSql, clusterId, self.ToParsableString(), Dead),
                With(MembersSql, clusterId),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var lives = await reader.ReadAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var snapshot = await ReadMembers(reader, cancellation);
        return lives ? snapshot : null;
    }

    /// <summary>Lists this silo as joining; earlier runs at the same address are dead.</summary>
    public Task Join(Member self, CancellationToken cancellation) => Change(async connection =>
    {
        var address = self.Address.ToParsableString();
        await Execute(connection, BuryEarlierSql, cancellation, clusterId, self.Address.Endpoint.ToString(), Dead);
        await Execute(
            connection,
            "insert into engine_silos (cluster_id, address, name, gateway, status) values ($1, $2, $3, nullif($4, ''), $5)",
            cancellation, clusterId, address, self.Name, self.Gateway?.ToString() ?? "", (short)self.Status);
        return true;
    }, cancellation);

    /// <summary>Changes the status of a silo; false if it was declared dead meanwhile.</summary>
    public Task<bool> SetStatus(SiloAddress self, SiloStatus status, CancellationToken cancellation) => Change(
        async connection => await Execute(
            connection,
            "update engine_silos set status = $3, alive_at = clock_timestamp() where cluster_id = $1 and address = $2 and status <> $4",
            cancellation, clusterId, self.ToParsableString(), (short)status, Dead) > 0,
        cancellation);

    /// <summary>Declares a silo dead without a vote.</summary>
    public Task<bool> Bury(SiloAddress silo, CancellationToken cancellation) => SetStatus(silo, SiloStatus.Dead, cancellation);

    /// <summary>
    /// Votes for the death of a silo, and declares it dead when there are enough votes: as many as required, or half of the silos that are
    /// not silent, if that is less. Of two silos, one vote is enough.
    /// </summary>
    public Task<bool> Suspect(SiloAddress self, SiloAddress silo, VoteLimits limits, CancellationToken cancellation) => Change(
        async connection =>
        {
            const string Vote = """
                insert into engine_suspicions (cluster_id, silo, voter)
                select $1, $2, $3
                where exists (select from engine_silos where cluster_id = $1 and address = $3 and status in ($4, $5))
                  and exists (select from engine_silos where cluster_id = $1 and address = $2 and status <> $6)
                on conflict (cluster_id, silo, voter) do update set voted_at = clock_timestamp()
                """;
            const string Declare = """
                with awake as (
                    select address from engine_silos where cluster_id = $1 and status = $4 and clock_timestamp() - alive_at <= $7
                ), votes as (
                    select count(*) as given from engine_suspicions
                    where cluster_id = $1 and silo = $2 and clock_timestamp() - voted_at <= $8
                      and (voter = $3 or voter in (select address from awake))
                )
                update engine_silos set status = $6
                where cluster_id = $1 and address = $2 and status <> $6
                  and (select given from votes) >= least($5::bigint, greatest(1, ((select count(*) from awake) + 1) / 2))
                  and (select given from votes) > 0
                """;
            var (target, voter) = (silo.ToParsableString(), self.ToParsableString());
            return await Execute(connection, Vote, cancellation, clusterId, target, voter, Active, Joining, Dead) > 0
                && await Execute(
                    connection, Declare, cancellation,
                    clusterId, target, voter, Active, limits.Votes, Dead, limits.Silence, limits.VoteLifetime) > 0;
        },
        cancellation);

    /// <summary>Withdraws a vote.</summary>
    public async Task Trust(SiloAddress self, SiloAddress silo, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        const string Withdraw = "delete from engine_suspicions where cluster_id = $1 and silo = $2 and voter = $3";
        await Execute(connection, Withdraw, cancellation, clusterId, silo.ToParsableString(), self.ToParsableString());
    }

    /// <summary>Deletes silos that died longer ago than this.</summary>
    public async Task Clean(TimeSpan age, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        const string Forget = "delete from engine_silos where cluster_id = $1 and status = $2 and clock_timestamp() - alive_at > $3";
        await Execute(connection, Forget, cancellation, clusterId, Dead, age);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<bool> Change(Func<NpgsqlConnection, Task<bool>> change, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, "select from engine_clusters where cluster_id = $1 for update", cancellation, clusterId);
        var changed = await change(connection);
        if (changed)
            await Execute(connection, "update engine_clusters set version = version + 1 where cluster_id = $1", cancellation, clusterId);
        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private static async Task<MembershipSnapshot> ReadMembers(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var version = 0L;
        var members = ImmutableArray.CreateBuilder<Member>();
        while (await reader.ReadAsync(cancellation))
        {
            version = reader.GetInt64(0);
            if (await reader.IsDBNullAsync(1, cancellation))
                continue;
            members.Add(new(
                SiloAddress.FromParsableString(reader.GetString(1)),
                reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : IPEndPoint.Parse(reader.GetString(3)),
                (SiloStatus)reader.GetInt16(4))
            {
                StartedAt = reader.GetDateTime(5),
                Silence = reader.GetTimeSpan(6),
            });
        }

        return new(version, members.ToImmutable());
    }

    private static async Task<int> Execute(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return command;
    }

    private static NpgsqlBatchCommand With(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return command;
    }
}

/// <summary>What it takes to declare a silo dead.</summary>
/// <param name="Votes">How many silos must vote for it.</param>
/// <param name="VoteLifetime">How long a vote counts.</param>
/// <param name="Silence">After how long without a heartbeat a silo has no say.</param>
internal sealed record VoteLimits(int Votes, TimeSpan VoteLifetime, TimeSpan Silence);
