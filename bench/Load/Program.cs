using OrleansCalls.Load;
using OrleansCalls.Load.Servers;

var (options, error) = LoadOptions.Parse(args);
if (options is null || Benchmarks.Named(options.Scenario) is not { } benchmark)
{
    Console.Error.WriteLine(error ?? $"There is no benchmark {options!.Scenario}; there are grain-calls, {Benchmarks.Names}.");
    Console.Error.WriteLine("./calls bench --help says more.");
    return 2;
}

using var stop = new StopSignal();
await using var servers = new ServerPark(options);
try
{
    var report = new Report(Console.Out, options.Out);
    return await benchmark(options, servers, report).Run().WaitAsync(stop.Token) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopping what was started.");
    return 130;
}
