namespace Orleans.Concurrency;

/// <summary>The caller does not wait: the task ends at once, and what becomes of the request is not reported.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
