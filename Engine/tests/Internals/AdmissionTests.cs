using System.Net;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Calls;

namespace OrleansCalls.Engine.Tests.Internals;

public sealed class AdmissionTests
{
    private readonly Admission _admission = new(isReentrant: false);

    [Fact]
    public void Waiting_requests_start_in_order()
    {
        var (one, two, three) = (Request(), Request(), Request());
        Assert.True(_admission.TryStart(one));
        Wait(two, three);

        _admission.End(one);

        Assert.Same(two, _admission.TryStartWaiting());
        Assert.Null(_admission.TryStartWaiting());
        _admission.End(two);
        Assert.Same(three, _admission.TryStartWaiting());
    }

    [Fact]
    public void A_reader_overtakes_a_waiting_writer_while_a_reader_runs()
    {
        var (reader, writer, second) = (Request(readOnly: true), Request(), Request(readOnly: true));
        Assert.True(_admission.TryStart(reader));
        Wait(writer);

        Assert.True(_admission.TryStart(second));
        _admission.End(reader);
        Assert.Null(_admission.TryStartWaiting());
        _admission.End(second);

        Assert.Same(writer, _admission.TryStartWaiting());
    }

    [Fact]
    public void A_request_of_a_chain_starts_only_where_the_chain_may_come_back()
    {
        var chain = Guid.NewGuid();
        Assert.True(_admission.TryStart(Request()));
        Assert.False(_admission.TryStart(Request(chain: chain)));

        _admission.EnterReentrantSection(chain);
        Assert.True(_admission.TryStart(Request(chain: chain)));
        Assert.False(_admission.TryStart(Request(chain: Guid.NewGuid())));

        _admission.LeaveReentrantSection(chain);
        Assert.False(_admission.TryStart(Request(chain: chain)));
    }

    private void Wait(params Message[] messages)
    {
        foreach (var message in messages)
        {
            Assert.False(_admission.TryStart(message));
            _admission.Wait(message);
        }
    }

    private static Message Request(bool readOnly = false, Guid chain = default) => new()
    {
        Kind = MessageKind.Request,
        Sender = SiloAddress.New(IPAddress.Loopback, 1, 1),
        IsReadOnly = readOnly,
        Context = RequestValues.Create(null, chain),
    };
}
