using OrleansCalls.Health;
using OrleansCalls.Hosting;
using OrleansCalls.Logs;
using OrleansCalls.Operations;
using OrleansCalls.Start;
using OrleansCalls.Telemetry;

StartFailures.ExplainInWords();

var builder = WebApplication.CreateBuilder(args);
builder.AddLogs();
builder.AddCallsSilo();
builder.Services.AddHealth();
builder.Services.AddProcessReports();
builder.AddTelemetry();

var app = builder.Build();
app.MapHealth();

await app.RunAsync();
