using OrleansCalls.Launcher.Database;

namespace OrleansCalls.Launcher.Tests.Database;

public sealed class PsqlEnvironmentTests
{
    [Fact]
    public void Connection_string_becomes_variables() =>
        Assert.Equal(
            [("PGHOST", "db"), ("PGPORT", "6000"), ("PGDATABASE", "calls"), ("PGUSER", "me"), ("PGPASSWORD", "it's"),
                ("PGSSLMODE", "verify-full")],
            PsqlEnvironment.Of("Host=db;Port=6000;Database=calls;Username=me;Password=it's;SSL Mode=VerifyFull"));

    [Fact]
    public void Nonsense_is_none() => Assert.Null(PsqlEnvironment.Of("postgres://calls@db/calls"));
}
