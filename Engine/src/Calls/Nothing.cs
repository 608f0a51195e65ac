namespace Orleans.Runtime.Calls;

/// <summary>The result of a method that returns none.</summary>
internal readonly struct Nothing;
