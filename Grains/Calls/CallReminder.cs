using Microsoft.Extensions.Logging;

namespace OrleansCalls.Calls;

/// <summary>
/// The reminder of a live call. It ticks soon after the ring's deadline and then every minute, so that a call that lost its activation is
/// looked after even if its deadline is hours away and nobody comes back to it.
/// </summary>
/// <remarks>The call's row is the reminder. Setting or removing it tells the silo that fires it, and writes nothing.</remarks>
public sealed partial class CallReminder(IGrainBase grain, ILogger logger)
{
    /// <summary>Its ETag: it never changes.</summary>
    public const string Version = "1";

    private const string Name = "deadline";

    /// <summary>After the deadline, so that it ticks only when nothing else acted.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    /// <summary>The shortest that Orleans allows.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private static readonly GrainType Call = GrainType.Create("call");

    private Task<IGrainReminder>? _set;

    /// <summary>What a live call's row is to Orleans' reminder service.</summary>
    public static ReminderEntry Of(LiveCall call) => new()
    {
        GrainId = GrainId.Create(Call, GrainKeys.Call(call.CallId)),
        ReminderName = Name,
        StartAt = (call.RingDeadline + Delay).UtcDateTime,
        Period = Period,
        ETag = Version,
    };

    /// <summary>Whether it is the reminder of a call, and not some other.</summary>
    public static bool Is(ReminderEntry entry) => entry.GrainId.Type == Call && entry.ReminderName == Name;

    /// <summary>Sets it, once the call is committed. Nobody has to wait: the row is there.</summary>
    public void Set(TimeSpan untilDeadline) => _set = Register(untilDeadline + Delay);

    /// <summary>Removes it, once the end is committed. Where another activation set it, it goes when the table is next read.</summary>
    public async Task Remove()
    {
        try
        {
            if (_set is not null)
                await grain.UnregisterReminder(await _set);
        }
        catch (Exception failure)
        {
            LogFailed(failure, grain.GrainContext.GrainId);
        }
        _set = null;
    }

    // A synchronous failure must fail the task too: the call is committed, and other things will wake it.
    private async Task<IGrainReminder> Register(TimeSpan due) => await grain.RegisterOrUpdateReminder(Name, due, Period);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The reminder of {Grain} was not set or not removed; it is put right when the table is next read")]
    private partial void LogFailed(Exception failure, GrainId grain);
}
