namespace OrleansCalls.Launcher.Up;

/// <summary>The product cannot start; the message is what the person at the terminal reads.</summary>
internal sealed class StartFailedException(string message) : Exception(message);
