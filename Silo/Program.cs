using OrleansCalls.Hosting;

var builder = WebApplication.CreateBuilder(args);

builder.AddCallsSilo();

await builder.Build().RunAsync();
