namespace Orleans.Runtime;

/// <summary>This silo.</summary>
public interface ILocalSiloDetails
{
    string Name { get; }

    /// <summary>Where silos reach it.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Where clients reach it.</summary>
    SiloAddress GatewayAddress { get; }
}
