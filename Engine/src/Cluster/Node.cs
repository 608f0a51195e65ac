using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Observers;
using Orleans.Runtime.Proxies;

namespace Orleans.Runtime.Cluster;

/// <summary>A silo or client: makes calls, receives them, and decides where each message goes.</summary>
internal sealed class Node : IDisposable
{
    private const int MaxForwards = 2;
    private readonly OutgoingCalls _calls;
    private IClusterLink? _link;
    private volatile Exception? _stopped;
    private volatile bool _drained;
    private int _arriving;

    public Node(SiloAddress address, IServiceProvider services, MessagingOptions options, TimeProvider time)
    {
        Address = address;
        Services = services;
        Time = time;
        _calls = new(this, options.ResponseTimeout);
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Runtime");
        Id = ObjectId.Client(address);
        References = new(this);
        Objects = new(this);
        Pending = new(time);
        if (!address.IsClient)
        {
            Catalog = new Catalog(this);
            Objects.AddSystem(Management.SiloControl.Name, new Management.SiloControl(this));
        }
    }

    public SiloAddress Address { get; }

    /// <summary>The source of calls that no grain makes.</summary>
    public GrainId Id { get; }

    public IServiceProvider Services { get; }

    public ILogger Log { get; }

    public TimeProvider Time { get; }

    public ReferenceFactory References { get; }

    public LocalObjects Objects { get; }

    public PendingCalls Pending { get; }

    /// <summary>The activations; null in a client.</summary>
    public Catalog? Catalog { get; }

    public IClusterLink Link => _link ?? throw new OrleansMessageRejectionException("The silo or client has not started yet.");

    public MembershipView View => _link?.View ?? MembershipView.Empty;

    public event Action? ViewChanged;

    public void Connect(IClusterLink link) => _link = link;

    /// <summary>There is a new view: grains that moved away are released.</summary>
    public void OnViewChanged(MembershipView view)
    {
        if (Catalog is not null)
            _ = Catalog.Release(view);
        ViewChanged?.Invoke();
    }

    public Task<T> Call<T>(GrainId target, Request request) => _calls.Call<T>(target, request);

    /// <summary>Receives a message for this silo or client.</summary>
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

    /// <summary>Called by the transport; false when this silo no longer accepts requests, so that they must go elsewhere.</summary>
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

    /// <summary>Accepts no more requests, and completes when those just arriving have been passed on.</summary>
    public async Task Drain()
    {
        _drained = true;
        while (Volatile.Read(ref _arriving) > 0)
            await Task.Yield();
    }

    /// <summary>Sends a request to the silo that its grain belongs to.</summary>
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

    /// <summary>The transport did not deliver this message. If its target belongs to another silo by now, it goes there.</summary>
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

    /// <summary>A silo or client is gone: calls to it fail.</summary>
    public void Lost(SiloAddress gone) =>
        Pending.FailAll(request => gone.Equals(request.SentTo), request => Gone(request, gone));

    /// <summary>Fails pending calls, and those made from now on.</summary>
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
        if (forwarded && message.Forwards >= MaxForwards)
            throw new OrleansMessageRejectionException($"{message} was forwarded {message.Forwards} times without reaching its grain.");
        if (message.Kind is MessageKind.Request)
        {
            // The caller must know which silo it waits for: if this one dies, the request does not.
            if (forwarded)
                Link.Send(message.Sender, new Message { Kind = MessageKind.Forwarded, Id = message.Id, Sender = Address, Body = home });
            else
                Pending.Redirect(message.Id, home);
        }

        Link.Send(home, message.Depart(ObjectId.Is(message.Target) ? 0 : View.Version, forwarded));
    }

    private void SendResponse(Message request, Response response) =>
        Link.Send(request.Sender, new Message
        {
            Kind = MessageKind.Response,
            Id = request.Id,
            Sender = Address,
            Source = request.Target,
            Target = request.Source,
            Body = response,
        });
}
