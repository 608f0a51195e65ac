using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Sessions;

/// <summary>The settings of section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SignIn";

    /// <summary>
    /// After how many failures within <see cref="Window"/> a user name is locked out, except on its known devices, which have as many each.
    /// </summary>
    [Range(1, 1000)]
    public int MaxFailures { get; set; } = 5;

    /// <summary>
    /// After how many failures within <see cref="Window"/> an address is locked out; with IPv6 its /64.
    /// More than for a name, because a whole office may share an address.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxFailuresPerAddress { get; set; } = 50;

    /// <summary>How long a failure counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a device that has signed in is remembered.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "400.00:00:00")]
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many devices of a person are remembered: the latest.</summary>
    [Range(1, 100)]
    public int DevicesPerPerson { get; set; } = 20;

    /// <summary>How long a session lasts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many sessions a person may have; beyond that the oldest end.</summary>
    [Range(1, 10_000)]
    public int SessionsPerPerson { get; set; } = 100;

    /// <summary>How often at most a session's last use is saved.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UseInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a session counts as valid without asking the database again: the longest delay of a revocation.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:04")]
    public TimeSpan RecheckAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The iterations of the password hash (PBKDF2 with HMAC-SHA-512).</summary>
    [Range(1000, 10_000_000)]
    public int PasswordIterations { get; set; } = 100_000;
}
