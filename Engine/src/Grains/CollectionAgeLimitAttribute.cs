namespace Orleans;

/// <summary>How long grains of this class may be idle before they are deactivated; at least a minute.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute
{
    public double Minutes { get; set; }

    public TimeSpan AgeLimit => TimeSpan.FromMinutes(Math.Max(1, Minutes));
}
