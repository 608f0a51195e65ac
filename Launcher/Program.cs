using OrleansCalls.Launcher;
using OrleansCalls.Launcher.Suites;
using OrleansCalls.Launcher.Up;

return args switch
{
    ["up", .. var rest] => await UpCommand.Run(rest),
    ["test", .. var rest] => await TestCommand.Run(rest),
    _ => Usage.Refuse("The launcher is started by ./calls, which knows what it can do: ./calls help"),
};
