using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>A new session.</summary>
/// <param name="AccessToken">For <c>Authorization: Bearer</c>, or as <c>access_token</c> in the hub's query.</param>
/// <param name="ExpiresIn">Seconds until it ends.</param>
/// <param name="User">Who signed in.</param>
public sealed record LoginAnswer(string AccessToken, long ExpiresIn, UserBody User);
