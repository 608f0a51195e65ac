namespace OrleansCalls.Start;

/// <summary>The process must not start as it is set up; the message is a sentence that says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
