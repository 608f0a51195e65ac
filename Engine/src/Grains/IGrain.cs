using Orleans.Runtime;

namespace Orleans
{
    namespace Runtime
    {
        /// <summary>Anything that can be called through a reference.</summary>
        public interface IAddressable;
    }

    /// <summary>What every grain interface derives from, through one of the interfaces that say what its key is.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a number.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>An object outside any grain that grains may call back; held weakly by the engine.</summary>
    public interface IGrainObserver : IAddressable;
}
