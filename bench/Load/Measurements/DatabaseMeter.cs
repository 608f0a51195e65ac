using Npgsql;

namespace OrleansCalls.Load.Measurements;

/// <summary>What a database does beyond what it does when nobody calls.</summary>
internal sealed class DatabaseMeter(string connectionString) : IAsyncDisposable
{
    // PostgreSQL's sessions report what they did only after ten seconds without work.
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(12);

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);
    private DatabaseUsage _last;
    private DatabaseUsage _idlePerSecond;
    private long _lastRead;

    /// <summary>Learns what is done when nobody calls. Takes 24 s.</summary>
    public async Task LearnIdle()
    {
        _idlePerSecond = default;
        await UsedSinceLast();
        var began = _lastRead;
        var used = await UsedSinceLast();
        _idlePerSecond = used.Scaled(1 / TimeProvider.System.GetElapsedTime(began, _lastRead).TotalSeconds);
    }

    /// <summary>What was done since it was last asked, without what is done when nobody calls. Takes 12 s.</summary>
    public async Task<DatabaseUsage> UsedSinceLast()
    {
        await Task.Delay(ReportDelay);
        var (now, read) = (await DatabaseUsage.Read(_database), TimeProvider.System.GetTimestamp());
        var used = now.Since(_last).Since(_idlePerSecond.Scaled(TimeProvider.System.GetElapsedTime(_lastRead, read).TotalSeconds));
        (_last, _lastRead) = (now, read);
        return used;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
