using OrleansCalls.Health;
using OrleansCalls.Hosting;
using OrleansCalls.Operations;

StartFailures.ExplainInWords();

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Logging.AddJsonConsole();
builder.Logging.AddStopDuringStartFilter();
builder.AddLogBudget();
builder.AddCallsSilo();
builder.Services.AddHealth();
builder.Services.AddProcessReports();
builder.Services.AddHostedService<Telemetry>();

var app = builder.Build();
app.MapHealth();

await app.RunAsync();
