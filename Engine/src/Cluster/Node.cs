using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Observers;
using Orleans.Runtime.Proxies;

namespace Orleans.Runtime.Cluster;

/// <summary>One silo or client: it makes calls, takes them in, and knows for every message whether it stays or goes.</summary>
internal sealed class Node : IDisposable
{
    private readonly NodeSettings _settings;
    private readonly OutgoingCalls _calls;
    private IClusterLink? _link;
    private volatile Exception? _stopped;
    private volatile bool _drained;
    private int _arriving;

    public Node(SiloAddress address, IServiceProvider services, NodeSettings settings)
    {
        Address = address;
        Services = services;
        _settings = settings;
        _calls = new(this, settings.ResponseTimeout);
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Runtime");
        Id = ObjectId.Client(address);
        References = new(this);
        Objects = new(this);
        Pending = new(settings.Time);
        if (!address.IsClient)
        {
            Catalog = new Catalog(this);
            Objects.AddSystem(Management.SiloControl.Name, new Management.SiloControl(this));
        }
    }

    public SiloAddress Address { get; }

    /// <summary>Whom calls come from that no grain makes.</summary>
    public GrainId Id { get; }

    public IServiceProvider Services { get; }

    public ILogger Log { get; }

    public TimeProvider Time => _settings.Time;

    public ReferenceFactory References { get; }

    public LocalObjects Objects { get; }

    public PendingCalls Pending { get; }

    /// <summary>The activations; null in a client.</summary>
    public Catalog? Catalog { get; }

    public IClusterLink Link => _link ?? throw new OrleansMessageRejectionException("The silo or client has not started yet.");

    public MembershipView View => _link?.View ?? MembershipView.Empty;

    /// <summary>There is a new view.</summary>
    public event Action? ViewChanged;

    public void Connect(IClusterLink link) => _link = link;

    /// <summary>The link has a new view: what moved away is let go.</summary>
    public void OnViewChanged(MembershipView view)
    {
        if (Catalog is not null)
            _ = Catalog.Release(view);
        ViewChanged?.Invoke();
    }

    /// <summary>Makes a call.</summary>
    public Task<T> Call<T>(GrainId target, Request request) => _calls.Call<T>(target, request);

    /// <summary>Takes in what came for this silo or client.</summary>
    public void Receive(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Response:
                if (Pending.Remove(message.Id) is { } caller)
                    ((Response)message.Body!).Complete(caller);
                break;
            case MessageKind.Forwarded:
                Pending.Redirect(message.Id, (SiloAddress)message.Body!);
                break;
            case MessageKind.Request or MessageKind.OneWay:
                Deliver(message);
                break;
        }
    }

    /// <summary>What the transport calls; false when this silo takes in no more requests, so that they must go elsewhere.</summary>
    public bool TryReceive(Message message)
    {
        Interlocked.Increment(ref _arriving);
        try
        {
            if (_drained && message.Kind is (MessageKind.Request or MessageKind.OneWay))
                return false;
            Receive(message);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }
    }

    /// <summary>Takes in no more requests, and ends when those that are just arriving have been sent on.</summary>
    public async Task Drain()
    {
        _drained = true;
        while (Volatile.Read(ref _arriving) > 0)
            await Task.Yield();
    }

    /// <summary>Sends a request to its home.</summary>
    public void Route(Message message)
    {
        if (_stopped is { } stopped)
        {
            Reject(message, stopped);
            return;
        }

        try
        {
            var home = HomeOf(message.Target);
            if (home.Equals(Address))
                Receive(message);
            else
                Depart(home, message);
        }
        catch (Exception error)
        {
            Reject(message, error);
        }
    }

    public void Respond<T>(Message request, T value)
    {
        if (request.Caller is PendingCall<T> caller)
        {
            if (Pending.Remove(request.Id) is not null)
                caller.TrySetResult(value);
        }
        else if (request.Kind is MessageKind.Request)
        {
            SendResponse(request, new ValueResponse<T>(value));
        }
    }

    public void Reject(Message request, Exception error)
    {
        if (request.Kind is not MessageKind.Request)
            return;
        if (request.Sender.Equals(Address))
            Pending.Fail(request.Id, error);
        else
            SendResponse(request, new ErrorResponse(error));
    }

    /// <summary>The transport did not deliver this; if the target lives elsewhere by now, it goes there.</summary>
    public void Undeliverable(Message message, SiloAddress to)
    {
        if (message.Kind is not (MessageKind.Request or MessageKind.OneWay))
            return;
        if (to.IsClient)
            Reject(message, new ClientNotAvailableException(message.Target));
        else if (ObjectId.Is(message.Target) || Placement.Home(message.Target, View.Live) is not { } home || home.Equals(to))
            Reject(message, Gone(message, to));
        else
            Route(message);
    }

    /// <summary>A silo or client is gone: nobody waits for it any longer.</summary>
    public void Lost(SiloAddress gone) =>
        Pending.FailAll(request => gone.Equals(request.SentTo), request => Gone(request, gone));

    /// <summary>Calls made from now on fail, and so do those that wait.</summary>
    public void Stop()
    {
        _stopped = new SiloUnavailableException($"{Address} has stopped.");
        Pending.FailAll(_ => true, _ => _stopped);
    }

    public void Dispose()
    {
        Stop();
        Pending.Dispose();
        Catalog?.Dispose();
    }

    public SiloAddress HomeOf(GrainId target) =>
        ObjectId.Is(target) ? ObjectId.Home(target)
        : Placement.Home(target, Link.View.Live) ?? throw new SiloUnavailableException("There is no silo in the cluster.");

    private void Deliver(Message message)
    {
        try
        {
            if (_stopped is { } stopped)
                Reject(message, stopped);
            else if (ObjectId.Is(message.Target))
                Objects.Deliver(message);
            else
                Catalog!.Deliver(message);
        }
        catch (Exception error)
        {
            Reject(message, error);
        }
    }

    private static SiloUnavailableException Gone(Message message, SiloAddress silo) =>
        new($"The target silo {silo} became unavailable for message: {message}.");

    private void Depart(SiloAddress home, Message message)
    {
        var forwarded = !message.Sender.Equals(Address);
        if (forwarded && message.Forwards >= _settings.MaxForwardCount)
            throw new OrleansMessageRejectionException($"{message} was sent on {message.Forwards} times and found no home.");
        if (message.Kind is MessageKind.Request)
        {
            // Who waits must know whom for: when this silo is gone, the request is not.
            if (forwarded)
                Link.Send(message.Sender, new Message { Kind = MessageKind.Forwarded, Id = message.Id, Sender = Address, Body = home });
            else
                Pending.Redirect(message.Id, home);
        }

        Link.Send(home, message.Depart(ObjectId.Is(message.Target) ? 0 : View.Version, forwarded));
    }

    private void SendResponse(Message request, Response response) =>
        Link.Send(request.Sender, new Message { Kind = MessageKind.Response, Id = request.Id, Sender = Address, Source = request.Target, Target = request.Source, Body = response });
}
