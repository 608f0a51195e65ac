using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>Finds the device that a connection comes from.</summary>
public static class DeviceIds
{
    private const string Name = "deviceId";

    /// <summary>The one named in the query; a client that names none is a device for as long as the connection lasts.</summary>
    public static string Of(HubCallerContext context)
    {
        string? named = context.GetHttpContext()?.Request.Query[Name];
        return Input.IsDeviceId(named) ? named! : "once-" + Guid.NewGuid().ToString("N");
    }

    /// <summary>Refuses a malformed device id before the connection opens.</summary>
    public static IApplicationBuilder UseDeviceCheck(this IApplicationBuilder app) => app.Use((context, next) =>
        context.IsForHub() && Input.CheckDevice(context.Request.Query[Name]) is { } refusal
            ? new Refused(refusal).ExecuteAsync(context)
            : next(context));
}
