using OrleansCalls.Health;
using OrleansCalls.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Logging.AddJsonConsole();
builder.AddCallsSilo();
builder.Services.AddHealth();

var app = builder.Build();
app.MapHealth();

await app.RunAsync();
