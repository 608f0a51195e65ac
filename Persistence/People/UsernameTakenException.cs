namespace OrleansCalls.People;

/// <summary>An account cannot have this user name: another one has it.</summary>
public sealed class UsernameTakenException(string username) : Exception($"The user name '{username}' is taken.");
