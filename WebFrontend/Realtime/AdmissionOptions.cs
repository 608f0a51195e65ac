namespace OrleansCalls.Realtime;

/// <summary>The settings of section <c>Admission</c>: how clients are let in when many come at once.</summary>
public sealed class AdmissionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Admission";

    /// <summary>How many clients may be connecting at once. 1 to 10,000.</summary>
    public int AtOnce { get; set; } = 64;

    /// <summary>How many may wait for that; those who come then are told to come again. 0 to 1,000,000.</summary>
    public int QueueLimit { get; set; } = 20_000;
}
