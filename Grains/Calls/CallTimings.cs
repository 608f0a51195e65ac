namespace OrleansCalls.Calls;

/// <summary>How long each live state may last.</summary>
/// <param name="Ring">Ringing.</param>
/// <param name="Connect">Setting up media after the answer.</param>
/// <param name="Longest">Connected.</param>
public readonly record struct CallTimings(TimeSpan Ring, TimeSpan Connect, TimeSpan Longest)
{
    /// <summary>As the settings say.</summary>
    public static CallTimings From(CallsOptions options) => new(options.RingTimeout, options.ConnectTimeout, options.MaxDuration);
}
