using OrleansCalls.Launcher.Up;

namespace OrleansCalls.Launcher.Tests.Up;

public sealed class TopologyTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static FreePorts AllFree => new(new HashSet<int>().Add);

    [Fact]
    public void One_of_each_is_one_process_with_the_silo_inside()
    {
        var plan = Assert.Single(Topology.Of(new UpOptions(1, 1, 5080, "/data", Memory: false), Nothing, AllFree));
        Assert.Equal("true", plan.Environment["Silo__InProcess"]);
        Assert.Equal("http://127.0.0.1:5080", plan.Environment["ASPNETCORE_URLS"]);
        Assert.Equal("true", plan.Environment["Demo__Enabled"]);
    }

    [Fact]
    public void Silos_start_first_and_have_ports_of_their_own()
    {
        var plans = Topology.Of(new UpOptions(2, 2, 5080, "/data", Memory: false), Nothing, AllFree);
        Assert.Equal(["silo-1", "silo-2", "frontend-1", "frontend-2"], plans.Select(plan => plan.Name));
        Assert.Equal(["11111", "11112"], plans.Take(2).Select(plan => plan.Environment["Silo__Port"]));
        Assert.Equal(["30000", "30001"], plans.Take(2).Select(plan => plan.Environment["Silo__GatewayPort"]));
        Assert.Equal([5080, 5081], plans.Skip(2).Select(plan => plan.Address!.Port));
        Assert.All(plans, plan => Assert.Equal("127.0.0.1", plan.Environment["Silo__AdvertisedAddress"]));
        Assert.All(plans.Skip(2), plan => Assert.Equal("false", plan.Environment["Silo__InProcess"]));
    }

    [Fact]
    public void Taken_ports_are_passed_over()
    {
        var plan = Assert.Single(
            Topology.Of(new UpOptions(1, 1, 5080, "/data", Memory: false), Nothing, new FreePorts(port => port is not 11111)));
        Assert.Equal("11112", plan.Environment["Silo__Port"]);
    }

    [Fact]
    public void No_port_is_given_twice()
    {
        var environment =
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Silo__Port"] = "5082", ["Silo__GatewayPort"] = "5083" };
        var plans = Topology.Of(new UpOptions(3, 2, 5080, "/data", Memory: false), environment, AllFree);
        var ports = plans.Select(plan => $"{plan.Address!.Port}")
            .Concat(plans.Take(3).SelectMany(plan => (string[])[plan.Environment["Silo__Port"], plan.Environment["Silo__GatewayPort"]]))
                .ToList();
        Assert.Equal(11, ports.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(5081, "--port")]
    [InlineData(12000, "Silo__Port")]
    public void Taken_port_that_was_asked_for_is_named_with_what_to_change(int port, string change)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Silo__Port"] = "12000" };
        var failure = Assert.Throws<StartFailedException>(() =>
            Topology.Of(new UpOptions(3, 2, 5080, "/data", Memory: false), environment, new FreePorts(free => free != port)));
        Assert.Contains($"Port {port} is in use", failure.Message, StringComparison.Ordinal);
        Assert.Contains(change, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_that_is_none_is_named()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Silo__GatewayPort"] = "thirty" };
        var failure =
            Assert.Throws<StartFailedException>(() => Topology.Of(new UpOptions(1, 1, 5080, "/data", Memory: false), environment, AllFree));
        Assert.Equal("Silo__GatewayPort wants a number from 1 to 65535, not thirty.", failure.Message);
    }

    [Fact]
    public void What_the_environment_sets_is_not_set_again()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Demo__Enabled"] = "false", ["Silo__Port"] = "12000" };
        var plan = Assert.Single(Topology.Of(new UpOptions(1, 1, 5080, "/data", Memory: false), environment, AllFree));
        Assert.False(plan.Environment.ContainsKey("Demo__Enabled"));
        Assert.Equal("12000", plan.Environment["Silo__Port"]);
    }

    [Fact]
    public void Memory_needs_no_database()
    {
        var plan = Assert.Single(Topology.Of(new UpOptions(1, 1, 5080, "/data", Memory: true), Nothing, AllFree));
        Assert.Equal("true", plan.Environment["Persistence__Memory"]);
        Assert.Equal("", plan.Environment["ConnectionStrings__Postgres"]);
    }
}
