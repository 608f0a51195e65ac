using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Demo;

/// <summary>The settings of section <c>Demo</c>.</summary>
public sealed class DemoOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Demo";

    /// <summary>Whether an empty database gets the demonstration's people, shown on the sign-in page.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// Whether those that still have their public passwords are disabled at the start; not together with <see cref="Enabled"/>.
    /// </summary>
    public bool Disable { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Enabled && Disable
        ? [new("Demo:Enabled makes the demo accounts, Demo:Disable takes them away: only one of the two may be true.")]
        : [];
}
