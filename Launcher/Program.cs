using OrleansCalls.Launcher;
using OrleansCalls.Launcher.Database;
using OrleansCalls.Launcher.Logs;
using OrleansCalls.Launcher.Suites;
using OrleansCalls.Launcher.Up;

return args switch
{
    ["up", .. var rest] => await UpCommand.Run(rest),
    ["psql", .. var rest] => await PsqlCommand.Run(rest, Repository.DefaultData),
    ["logs", .. var rest] => await LogsCommand.Run(rest, Repository.DefaultData),
    ["test", .. var rest] => await TestCommand.Run(rest),
    _ => Usage.Refuse("The launcher is started by ./calls, which knows what it can do: ./calls help"),
};
