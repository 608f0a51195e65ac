using Orleans.Runtime.Proxies;

namespace OrleansCalls.Engine.Tests.Internals;

public sealed class InterfaceRuleTests
{
    [Theory]
    [InlineData(typeof(IWithResult), "returns System.Int32")]
    [InlineData(typeof(IWithStream), "IAsyncEnumerable")]
    [InlineData(typeof(IWithProperty), "properties")]
    [InlineData(typeof(IWithReference), "ref")]
    [InlineData(typeof(IWithGeneric), "generic")]
    [InlineData(typeof(IWithToken), "CancellationToken")]
    [InlineData(typeof(IWithTwins), "same id")]
    [InlineData(typeof(InterfaceRuleTests), "not a grain interface")]
    public void An_interface_that_cannot_be_called_is_refused_with_the_reason(Type type, string reason) =>
        Assert.Contains(
            reason, Assert.Throws<OrleansConfigurationException>(() => ReferenceClass.For(type)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_interface_that_inherits_methods_has_them_all()
    {
        var make = ReferenceClass.For(typeof(IDerived));

        Assert.IsType<IDerived>(make(null!, GrainId.Create("any", "key")), exactMatch: false);
    }

    internal interface IWithResult : IGrainObserver
    {
        int Get();
    }

    internal interface IWithStream : IGrainObserver
    {
        IAsyncEnumerable<int> Get();
    }

    internal interface IWithProperty : IGrainObserver
    {
        Task Value { get; }
    }

    internal interface IWithReference : IGrainObserver
    {
        Task Get(ref int value);
    }

    internal interface IWithGeneric : IGrainObserver
    {
        Task Get<T>(T value);
    }

    internal interface IWithToken : IGrainObserver
    {
        Task Get(CancellationToken cancellation);
    }

    internal interface IWithTwins : IGrainObserver
    {
        [Alias("twin")]
        Task One();

        [Alias("twin")]
        Task Other();
    }

    internal interface IBase : IGrainObserver
    {
        Task One(int number);
    }

    internal interface IDerived : IBase
    {
        Task<string> Two(string text);
    }
}
