using System.Collections.Concurrent;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Observers;

/// <summary>The objects in this process that grains may call: observers, which are held weakly, and parts of the engine.</summary>
internal sealed class LocalObjects(Node node)
{
    private readonly ConcurrentDictionary<GrainId, LocalObject> _objects = new();

    public GrainId AddObserver(object observer)
    {
        var id = ObjectId.Observer(node.Address, Guid.NewGuid());
        _objects[id] = new(node, id, observer, keepsAlive: false);
        return id;
    }

    public void AddSystem(string name, object target)
    {
        var id = ObjectId.System(node.Address, name);
        _objects[id] = new(node, id, target, keepsAlive: true);
    }

    public void Remove(GrainId id) => _objects.TryRemove(id, out _);

    public void Deliver(Message message)
    {
        if (_objects.TryGetValue(message.Target, out var target))
            target.Receive(message);
        else
            node.Reject(message, new ClientNotAvailableException(message.Target));
    }
}
