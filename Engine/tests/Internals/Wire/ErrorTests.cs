using Orleans.Serialization;
using Orleans.Storage;
using OrleansCalls.Engine.Tests.Calls;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Exceptions that cross the wire.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly WirePair _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void An_error_keeps_type_message_place_and_causes()
    {
        var thrown = Thrown(new InvalidOperationException("outer", new ArgumentException("inner", "name")));
        var error = Assert.IsType<InvalidOperationException>(_wire.Throw(thrown));

        Assert.Equal("outer", error.Message);
        Assert.Contains(nameof(Thrown), error.StackTrace, StringComparison.Ordinal);
        Assert.Equal("inner (Parameter 'name')", Assert.IsType<ArgumentException>(error.InnerException).Message);
        Assert.Equal(new InvalidOperationException().HResult, error.HResult);
    }

    [Fact]
    public void Members_with_an_id_arrive()
    {
        var thrown = new InconsistentStateException("stale", "1", "2") { IsSourceActivation = false };
        var stale = Assert.IsType<InconsistentStateException>(_wire.Throw(thrown));

        Assert.Equal(("stale", "1", "2", false), (stale.Message, stale.StoredEtag, stale.CurrentEtag, stale.IsSourceActivation));
        Assert.Equal("u:1", Assert.IsType<BusyException>(_wire.Throw(new BusyException("busy", "u:1"))).Who);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(LimitExceededException))]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    public void Errors_of_the_platform_and_of_the_engine_stay_what_they_are(Type type)
    {
        var sent = (Exception)Activator.CreateInstance(type)!;
        var arrived = _wire.Throw(sent);

        Assert.IsType(type, arrived);
        Assert.Equal(sent.Message, arrived.Message);
    }

    [Fact]
    public void Several_errors_arrive_together()
    {
        var thrown = new AggregateException("both", new IOException("one"), new TimeoutException("two"));
        var error = Assert.IsType<AggregateException>(_wire.Throw(thrown));

        Assert.Equal("both (one) (two)", error.Message);
        Assert.Equal(["one", "two"], error.InnerExceptions.Select(one => one.Message));
    }

    [Fact]
    public void What_an_error_carries_arrives_if_it_can()
    {
        var sent = new IOException("disk") { Data = { ["count"] = 3, ["name"] = "n", ["open"] = new Action(() => { }), [5] = "number" } };

        var data = _wire.Throw(sent).Data;

        Assert.Equal((2, 3, "n"), (data.Count, data["count"], data["name"]));
    }

    [Fact]
    public void An_error_whose_type_is_not_known_here_names_it()
    {
        var bytes = _wire.Write(_wire.Response(new Orleans.Runtime.Calls.ErrorResponse(Thrown(new BusyException("busy", "u:1")))));
        var unknown = bytes.Replaced(nameof(BusyException), "LazyException");

        var error = Assert.IsType<UnavailableExceptionFallbackException>(_wire.Complete<int>(unknown).Exception!.InnerException);

        Assert.Equal(typeof(BusyException).FullName!.Replace("Busy", "Lazy", StringComparison.Ordinal), error.ExceptionType);
        Assert.Equal("busy", error.Message);
        Assert.Contains(nameof(Thrown), error.ToString(), StringComparison.Ordinal);
        Assert.Equal(error.ExceptionType, Assert.IsType<UnavailableExceptionFallbackException>(_wire.Throw(error)).ExceptionType);
    }

    [Theory]
    [InlineData("System.String")]
    [InlineData("System.Exception[]")]
    [InlineData("System.Collections.Generic.List`1[[Nothing, System.Nowhere]]")]
    public void A_type_that_is_no_error_is_never_made(string name)
    {
        var bytes = _wire.Write(_wire.Response(new Orleans.Runtime.Calls.ErrorResponse(new InvalidOperationException("m"))));

        var error = _wire.Complete<int>(bytes.Replaced("System.InvalidOperationException", name)).Exception!.InnerException;
        Assert.Equal(name, Assert.IsType<UnavailableExceptionFallbackException>(error).ExceptionType);
    }

    [Fact]
    public void An_error_that_is_of_no_use_without_its_values_is_replaced()
    {
        var arrived = Assert.IsType<UnavailableExceptionFallbackException>(_wire.Throw(new FragileException([1])));
        Assert.Equal(typeof(FragileException).FullName, arrived.ExceptionType);
    }

    [Fact]
    public void An_endless_line_of_causes_is_cut()
    {
        var error = new IOException("0");
        for (var i = 1; i < 1000; i++)
            error = new IOException($"{i}", error);

        Assert.Equal("999", _wire.Throw(error).Message);
    }

    [Fact]
    public void An_error_may_be_a_value() => Assert.Equal("m", _wire.Return<Exception>(new TimeoutException("m")).Message);

    private static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class FragileException(int[] values) : Exception
    {
        public override string Message => $"{values.Length} values";
    }
}
