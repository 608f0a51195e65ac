namespace OrleansCalls.People;

/// <summary>Another account has this user name.</summary>
public sealed class UsernameTakenException(string username) : Exception($"The user name '{username}' is taken.");
