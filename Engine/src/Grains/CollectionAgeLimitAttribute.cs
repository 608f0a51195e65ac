using System.Globalization;

namespace Orleans;

/// <summary>How long grains of this class may be idle before they are collected; at least a minute.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest age.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _value;

    /// <summary>The age is the sum of the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>The age as <c>hh:mm:ss</c>.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _value = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days of it.</summary>
    public double Days { get; set; }

    /// <summary>Hours of it.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of it.</summary>
    public double Minutes { get; set; }

    /// <summary>Whether these grains are never collected.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The age.</summary>
    public TimeSpan AgeLimit =>
        _value ?? (AlwaysActive ? TimeSpan.FromDays(short.MaxValue)
            : TimeSpan.FromTicks(Math.Max(MinAgeLimit.Ticks, (TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes)).Ticks)));
}
