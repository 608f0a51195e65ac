namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>A grain with a call's state, for tests of the storage under a silo.</summary>
[Alias("tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    /// <summary>Writes a call that rings.</summary>
    [Alias("Ring")]
    Task<string> Ring();

    /// <summary>Ends it.</summary>
    [Alias("End")]
    Task End();

    /// <summary>The version of the call that is in memory.</summary>
    [Alias("Version")]
    Task<int> Version();

    /// <summary>Forgets everything in memory.</summary>
    [Alias("Forget")]
    Task Forget();
}
