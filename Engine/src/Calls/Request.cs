using System.Text.Json;

namespace Orleans.Runtime.Calls;

/// <summary>
/// A call to one method with its arguments. For every grain method a class is generated that derives from one of the classes
/// below, keeps the arguments in fields and makes the call.
/// </summary>
internal abstract class Request
{
    public abstract MethodShape Shape { get; }

    /// <summary>Writes the arguments into an array that was begun.</summary>
    public virtual void WriteArguments(Utf8JsonWriter json)
    {
    }

    /// <summary>Reads them from such an array, of this or a neighbouring version.</summary>
    public virtual void ReadArguments(ref Utf8JsonReader json)
    {
    }

    /// <summary>Calls the method; the host is told when it has ended and what it came to.</summary>
    public abstract void Run(object target, Message message, IRequestHost host);
}

/// <summary>A method that returns <see cref="Task"/>.</summary>
internal abstract class TaskRequest : Request
{
    public abstract Task Call(object target);

    public sealed override void Run(object target, Message message, IRequestHost host)
    {
        try
        {
            var task = Call(target);
            if (task.IsCompletedSuccessfully)
                host.Succeeded(message, default(Nothing));
            else
                _ = Finish(task, message, host);
        }
        catch (Exception error)
        {
            host.Failed(message, error);
        }
    }

    internal static async Task Finish(Task task, Message message, IRequestHost host)
    {
        try
        {
            await task;
        }
        catch (Exception error)
        {
            host.Failed(message, error);
            return;
        }

        host.Succeeded(message, default(Nothing));
    }
}

/// <summary>A method that returns <see cref="Task{T}"/>.</summary>
internal abstract class TaskRequest<T> : Request
{
    public abstract Task<T> Call(object target);

    public sealed override void Run(object target, Message message, IRequestHost host)
    {
        try
        {
            var task = Call(target);
            if (task.IsCompletedSuccessfully)
                host.Succeeded(message, task.Result);
            else
                _ = Finish(task, message, host);
        }
        catch (Exception error)
        {
            host.Failed(message, error);
        }
    }

    internal static async Task Finish(Task<T> task, Message message, IRequestHost host)
    {
        T value;
        try
        {
            value = await task;
        }
        catch (Exception error)
        {
            host.Failed(message, error);
            return;
        }

        host.Succeeded(message, value);
    }
}

/// <summary>A method that returns <see cref="ValueTask"/>.</summary>
internal abstract class ValueTaskRequest : Request
{
    public abstract ValueTask Call(object target);

    public sealed override void Run(object target, Message message, IRequestHost host)
    {
        try
        {
            var task = Call(target);
            if (task.IsCompletedSuccessfully)
            {
                task.GetAwaiter().GetResult();
                host.Succeeded(message, default(Nothing));
            }
            else
            {
                _ = TaskRequest.Finish(task.AsTask(), message, host);
            }
        }
        catch (Exception error)
        {
            host.Failed(message, error);
        }
    }
}

/// <summary>A method that returns <see cref="ValueTask{T}"/>.</summary>
internal abstract class ValueTaskRequest<T> : Request
{
    public abstract ValueTask<T> Call(object target);

    public sealed override void Run(object target, Message message, IRequestHost host)
    {
        try
        {
            var task = Call(target);
            if (task.IsCompletedSuccessfully)
                host.Succeeded(message, task.GetAwaiter().GetResult());
            else
                _ = TaskRequest<T>.Finish(task.AsTask(), message, host);
        }
        catch (Exception error)
        {
            host.Failed(message, error);
        }
    }
}

/// <summary>A method that returns nothing.</summary>
internal abstract class VoidRequest : Request
{
    public abstract void Call(object target);

    public sealed override void Run(object target, Message message, IRequestHost host)
    {
        try
        {
            Call(target);
        }
        catch (Exception error)
        {
            host.Failed(message, error);
            return;
        }

        host.Succeeded(message, default(Nothing));
    }
}
