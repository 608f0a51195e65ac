using OrleansCalls.Hosting;
using OrleansCalls.Settings;
using YamlDotNet.RepresentationModel;

namespace OrleansCalls.Deployment;

/// <summary>Whether what deploy/kubernetes.yaml names is there.</summary>
public sealed class KubernetesTests
{
    private static readonly string[] Framework = ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"];
    private static readonly string[] Names = ["silo", "frontend"];

    private readonly List<YamlNode> _objects = Read();

    public static TheoryData<string> Deployments => [.. Names];

    [Theory]
    [MemberData(nameof(Deployments))]
    public void EverySetting_IsOneThatTheProductBinds(string name)
    {
        var container = Container(name);
        var named = Items(container["env"]).Select(variable => Text(variable["name"]));
        var mapped = (
            (YamlMappingNode)Object(
            "ConfigMap", Text(Items(container["envFrom"]).Single()["configMapRef"]["name"]))["data"]).Children.Keys.Select(Text);
        Assert.All(named.Concat(mapped).Except(Framework), key =>
            Assert.True(SettingsCatalog.Knows(key.Replace("__", ":", StringComparison.Ordinal)), $"Nothing reads {key}."));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Probes_AskForPathsAndPortsThatAreThere(string name)
    {
        var container = Container(name);
        var ports = Items(container["ports"]).Select(port => Text(port["name"])).ToList();
        foreach (var (key, probe) in ((YamlMappingNode)container)
            .Where(entry => Text(entry.Key).EndsWith("Probe", StringComparison.Ordinal)))
        {
            Assert.Equal(Text(key) == "readinessProbe" ? "/healthz/ready" : "/healthz/live", Text(probe["httpGet"]["path"]));
            Assert.Contains(Text(probe["httpGet"]["port"]), ports);
        }
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Image_IsOfThisVersion(string name) =>
        Assert.EndsWith(
            ":" + typeof(CallsSiloOptions).Assembly.GetName().Version!.ToString(3), Text(Container(name)["image"]),
            StringComparison.Ordinal);

    [Fact]
    public void Ports_AreTheDefaults()
    {
        var silo = new CallsSiloOptions();
        Assert.Equal(
            ["8080", $"{silo.Port}", $"{silo.GatewayPort}"], Items(Container("silo")["ports"]).Select(port => Text(port["containerPort"])));
        Assert.True(int.Parse(Text(Pod("silo")["terminationGracePeriodSeconds"]), null) > silo.ShutdownTimeout.TotalSeconds + 5);
    }

    [Fact]
    public void TheIngress_LeadsToTheFrontEnds_WhichLetProxiesHearThatTheyGo()
    {
        var backend = Items(Items(Object("Ingress", "calls")["spec"]["rules"]).Single()["http"]["paths"]).Single()["backend"]["service"];
        Assert.Contains(
            Text(backend["port"]["name"]), Items(Object("Service", Text(backend["name"]))["spec"]["ports"])
            .Select(port => Text(port["name"])));
        var pause = int.Parse(Text(Items(Container("frontend")["lifecycle"]["preStop"]["exec"]["command"]).Last()), null);
        Assert.InRange(int.Parse(Text(Pod("frontend")["terminationGracePeriodSeconds"]), null), pause + 12, 60);
    }

    [Fact]
    public void TheFirstAdministrator_ComesFromTheSecret() => Assert.Equal(
        ["FirstAdministrator__Password", "FirstAdministrator__Username"],
        Items(Container("frontend")["env"]).Select(variable => Text(variable["name"]))
            .Where(name => name.StartsWith("FirstAdministrator", StringComparison.Ordinal)).Order());

    [Fact]
    public void EverySelector_FindsPods()
    {
        var pods = Names.Select(name => (YamlMappingNode)Object("Deployment", name)["spec"]["template"]["metadata"]["labels"]).ToList();
        var selectors =
            new[] { ("Service", "frontend", "selector"), ("PodDisruptionBudget", "silo", "selector"),
            ("PodDisruptionBudget", "frontend", "selector"), ("NetworkPolicy", "silo", "podSelector"),
            ("NetworkPolicy", "frontend", "podSelector") }
            .Select(where => (YamlMappingNode)Object(where.Item1, where.Item2)["spec"][where.Item3])
            .Select(selector => selector.Children.TryGetValue("matchLabels", out var labels) ? (YamlMappingNode)labels : selector);
        Assert.All(selectors, selector =>
            Assert.Contains(pods, pod => selector.Children.All(label => Text(pod[label.Key]) == Text(label.Value))));
    }

    private static List<YamlNode> Read()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(ComposeFile.PathOf("deploy/kubernetes.yaml"))));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static YamlSequenceNode Items(YamlNode node) => (YamlSequenceNode)node;

    private YamlNode Object(string kind, string name) =>
        _objects.Single(one => Text(one["kind"]) == kind && Text(one["metadata"]["name"]) == name);

    private YamlNode Pod(string name) => Object("Deployment", name)["spec"]["template"]["spec"];

    private YamlNode Container(string name) => Items(Pod(name)["containers"]).Single();
}
