namespace Orleans.Runtime.Activations;

/// <summary>Runs the tasks of one activation in its turns, so that code after an <c>await</c> runs in a turn of its grain too.</summary>
internal sealed class ActivationScheduler(TurnQueue turns) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => turns.Enqueue(task);

    // A task may run inside another one only in a turn of this activation.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && turns.IsCurrent && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
