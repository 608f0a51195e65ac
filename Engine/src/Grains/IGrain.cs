using Orleans.Runtime;

namespace Orleans
{
    namespace Runtime
    {
        /// <summary>Anything that can be called through a reference.</summary>
        public interface IAddressable;
    }

    /// <summary>Base of all grain interfaces, through an interface that tells the type of the key.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a number.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>An object outside of grains that grains may call; the engine holds it weakly.</summary>
    public interface IGrainObserver : IAddressable;
}
