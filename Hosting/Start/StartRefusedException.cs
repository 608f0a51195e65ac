namespace OrleansCalls.Start;

/// <summary>The process must not start as configured; the message says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
