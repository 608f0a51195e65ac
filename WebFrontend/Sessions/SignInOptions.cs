namespace OrleansCalls.Sessions;

/// <summary>The settings of section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SignIn";

    /// <summary>
    /// After how many failures within <see cref="Window"/> a user name is locked out, for all but its known devices, each of which
    /// has as many. 1 to 1,000.
    /// </summary>
    public int MaxFailures { get; set; } = 5;

    /// <summary>
    /// After how many failures within <see cref="Window"/> an address is locked out; with IPv6 its /64. 1 to 1,000,000;
    /// more than for a name, because a whole office may share an address.
    /// </summary>
    public int MaxFailuresPerAddress { get; set; } = 50;

    /// <summary>How long a failure counts. 1 s to 1 day.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a device that has signed in is known. 1 minute to 400 days.</summary>
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many devices of a person's are known; the ones that signed in last. 1 to 100.</summary>
    public int DevicesPerPerson { get; set; } = 20;

    /// <summary>How long a session lasts. 1 s to 90 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many sessions a person may have; the oldest end. 1 to 10,000.</summary>
    public int SessionsPerPerson { get; set; } = 100;

    /// <summary>How often at most the last use of a session is written down. 1 s to 1 day.</summary>
    public TimeSpan UseInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a session is taken for valid without asking the database again; the upper bound of a revocation's delay. 0 to 4 s.</summary>
    public TimeSpan RecheckAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The iterations of the password hash (PBKDF2 with HMAC-SHA-512). 1,000 to 10,000,000.</summary>
    public int PasswordIterations { get; set; } = 100_000;
}
