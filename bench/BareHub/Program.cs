using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Bare;

// The rod that the product is measured with: the same commands over the same technology, and nothing else. Calls are in memory, nothing is
// kept, nobody is checked: a token is the name of whoever shows it.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddSignalR();
builder.Services.AddSingleton<IUserIdProvider, TokenIsName>();
var app = builder.Build();
app.MapHub<BareHub>("/hubs/calls");
app.Run();
