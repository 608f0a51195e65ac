using Microsoft.AspNetCore.SignalR;

namespace OrleansCalls.Bare;

/// <summary>Takes everybody for who they say they are.</summary>
internal sealed class TokenIsName : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.GetHttpContext()!.Request.Query["access_token"];
}
