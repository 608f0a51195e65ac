namespace OrleansCalls.Ice;

/// <summary>The settings of section <c>Ice</c>: how browsers find a way to each other.</summary>
public sealed class IceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Ice";

    /// <summary>Servers given to every client as they are. Not set: one public STUN server.</summary>
    public List<IceServerOptions>? Servers { get; set; }

    /// <summary>The relay for those who find no direct way.</summary>
    public TurnOptions Turn { get; set; } = new();
}

/// <summary>One server that needs no short-lived credentials.</summary>
public sealed class IceServerOptions
{
    /// <summary>Its addresses: <c>stun:</c>, <c>turn:</c> or <c>turns:</c>.</summary>
    public List<string> Urls { get; set; } = [];

    /// <summary>The user name, if it wants one.</summary>
    public string? Username { get; set; }

    /// <summary>The password, if it wants one.</summary>
    public string? Credential { get; set; }
}

/// <summary>A TURN server that shares a secret with us (coturn's <c>use-auth-secret</c>).</summary>
public sealed class TurnOptions
{
    /// <summary>Its addresses: <c>turn:</c> or <c>turns:</c>. Empty: there is none.</summary>
    public List<string> Urls { get; set; } = [];

    /// <summary>The shared secret; needed when there are addresses.</summary>
    public string? Secret { get; set; }

    /// <summary>How long credentials are valid. 1 min to 1 day.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}
