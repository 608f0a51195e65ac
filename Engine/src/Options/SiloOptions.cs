namespace Orleans.Configuration;

/// <summary>The silo itself.</summary>
public class SiloOptions
{
    /// <summary>A name for people; derived from the address unless set.</summary>
    public string? SiloName { get; set; }
}
