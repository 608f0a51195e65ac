using System.Text.Json;

namespace Orleans.Runtime.Calls;

/// <summary>
/// A call of one method with its arguments. A class that keeps the arguments in fields and makes the call is generated for every grain
/// method; it derives from one of the classes below.
/// </summary>
internal abstract class Request
{
    public abstract MethodShape Shape { get; }

    /// <summary>Writes the arguments into an array that is open already.</summary>
    public virtual void WriteArguments(Utf8JsonWriter json)
    {
    }

    /// <summary>Reads the arguments from such an array, written by this version or a neighbouring one.</summary>
    public virtual void ReadArguments(ref Utf8JsonReader json)
    {
    }

    /// <summary>Calls the method; the host is told the outcome.</summary>
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

    private static async Task Finish(Task task, Message message, IRequestHost host)
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

    private static async Task Finish(Task<T> task, Message message, IRequestHost host)
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
