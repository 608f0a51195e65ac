using OrleansCalls.Load;
using OrleansCalls.Load.FirstCall;

var (options, error) = LoadOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine($"{error} See ./calls help.");
    return 2;
}

if (options.Scenario is not (null or "first-call"))
{
    Console.Error.WriteLine($"There is no benchmark {options.Scenario}; there are grain-calls and first-call.");
    return 2;
}

await using var target = await Target.Open(options);
var result = await new FirstCallBenchmark(options, target).Run();
FirstCallReport.Write(result, Console.Out);
return result.Errors == 0 && result.Times.Completed > 0 ? 0 : 1;
