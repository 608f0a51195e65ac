namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>A grain with a call's state and a reminder, for tests of the storages under a silo.</summary>
[Alias("tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    /// <summary>Writes a call that rings and a reminder of it, together.</summary>
    [Alias("Ring")]
    Task<string> Ring();

    /// <summary>Ends it: writes the call and removes the reminder, together.</summary>
    [Alias("End")]
    Task End();

    /// <summary>The version of the call that is in memory.</summary>
    [Alias("Version")]
    Task<int> Version();

    /// <summary>How often the reminder has come since the activation.</summary>
    [Alias("Ticks")]
    Task<int> Ticks();

    /// <summary>Forgets everything in memory.</summary>
    [Alias("Forget")]
    Task Forget();
}
