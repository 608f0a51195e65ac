namespace Orleans.Runtime.Calls;

/// <summary>The value of a method that returns none.</summary>
internal readonly struct Nothing;
