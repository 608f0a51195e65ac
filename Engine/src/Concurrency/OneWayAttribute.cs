namespace Orleans.Concurrency;

/// <summary>The caller does not wait: the task completes at once, and the outcome is not reported.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
