using System.ComponentModel.DataAnnotations;

namespace OrleansCalls;

/// <summary>The settings of section <c>Calls</c>.</summary>
public sealed class CallsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Calls";

    /// <summary>How long a call rings.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answered call may take to set up its media before it ends <c>failed</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long lost media may take to come back before the call ends <c>dropped</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ReconnectGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call goes on without hearing from one of its bound devices.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AbsenceLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a device is kept after its page was closed, in presence and in a call, so that a reload does not count as leaving.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReloadGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a user stays reserved for a call whose row has not been committed; longer than any commit may take.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many signals of one sender a call keeps for those who have not answered or not fetched them.</summary>
    [Range(16, 10_000)]
    public int KeptSignals { get; set; } = 256;

    /// <summary>The same in bytes of UTF-8; must hold at least one signal of the largest size.</summary>
    [Range(65_536, 67_108_864)]
    public int KeptSignalBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often each silo looks for calls whose deadline has passed while nobody acted on it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan OverdueInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a device sends a heartbeat.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After how many missed heartbeats a device is gone.</summary>
    [Range(1, 100)]
    public int HeartbeatMisses { get; set; } = 3;

    /// <summary>How many devices a user may have at once, over all front-ends; one more is refused.</summary>
    [Range(1, 10_000)]
    public int DevicesPerPerson { get; set; } = 50;

    /// <summary>The longest a call may last.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The largest payload of one signal, in bytes of UTF-8.</summary>
    [Range(1024, 1_048_576)]
    public int MaxSignalBytes { get; set; } = 65536;

    /// <summary>
    /// How many signals a second a device may send, over all its calls; it may send twice as many at once after a pause. Per front-end.
    /// </summary>
    [Range(1, 10_000)]
    public int SignalsPerSecond { get; set; } = 50;

    /// <summary>
    /// How many commands a second a device may give over all its calls, and how many heartbeats and the like it may send; twice as many at
    /// once after a pause. Per front-end.
    /// </summary>
    [Range(1, 10_000)]
    public int CommandsPerSecond { get; set; } = 20;

    /// <summary>How long the ledger keeps the commands to a call.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan LedgerRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How many ledger lines of one call a person gets for commands that changed nothing, and how many for switching things on and off. The
    /// rest is counted in one more line.
    /// </summary>
    [Range(1, 10_000)]
    public int LedgerLinesPerCall { get; set; } = 20;

    /// <summary>
    /// How many lines of commands that changed nothing a person gets per minute, over all calls, at one silo. The rest is counted in one
    /// more line.
    /// </summary>
    [Range(1, 1_000_000)]
    public int LedgerLinesPerMinute { get; set; } = 60;

    /// <summary>How often each process reports its state for the operators' page.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How many attempts to call a user has.</summary>
    public RateLimitOptions RateLimit { get; set; } = new();

    /// <summary>Who may call whom.</summary>
    public PolicyOptions Policy { get; set; } = new();

    /// <summary>How long a silent device is kept.</summary>
    public TimeSpan DeviceLifetime => HeartbeatInterval * HeartbeatMisses;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AbsenceLimit <= HeartbeatInterval)
            yield return new(
                "Calls:AbsenceLimit must be longer than Calls:HeartbeatInterval, or every call is dropped between two heartbeats.");
        if (KeptSignalBytes < MaxSignalBytes)
            yield return new("Calls:KeptSignalBytes must not be less than Calls:MaxSignalBytes, or the largest signal finds no room.");
    }
}

/// <summary>How many attempts to call a user has, over all devices and front-ends together.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Attempts within <see cref="Window"/>.</summary>
    [Range(1, 1_000_000)]
    public int Permits { get; set; } = 5;

    /// <summary>The sliding window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Who may call whom. All conditions that are on must hold.</summary>
public sealed class PolicyOptions
{
    /// <summary>Caller and callee belong to the same organisation.</summary>
    public bool RequireSameOrganisation { get; set; } = true;

    /// <summary>People of role <c>user</c> may call each other, and not only agents and admins.</summary>
    public bool UsersMayCallUsers { get; set; } = true;

    /// <summary>Caller and callee share a channel.</summary>
    public bool RequireSharedChannel { get; set; }
}
