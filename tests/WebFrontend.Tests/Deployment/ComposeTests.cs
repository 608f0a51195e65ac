using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OrleansCalls.Hosting;
using OrleansCalls.Settings;

namespace OrleansCalls.Deployment;

/// <summary>What <c>docker compose config</c> would say of docker-compose.yml, and whether what it names is there.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] TopKeys =
        ["name", "services", "networks", "volumes", "configs", "secrets", "x-cluster", "x-logging", "x-server"];

    private static readonly string[] ServiceKeys =
    [
        "build", "cap_add", "cap_drop", "command", "configs", "container_name", "depends_on", "deploy", "entrypoint", "env_file",
            "environment", "expose",
        "extra_hosts", "healthcheck", "hostname", "image", "init", "labels", "logging", "network_mode", "networks", "ports", "pull_policy",
            "read_only", "restart",
        "secrets", "security_opt", "shm_size", "stop_grace_period", "stop_signal", "sysctls", "tmpfs", "ulimits", "user", "volumes",
            "working_dir",
    ];

    /// <summary>Settings of ASP.NET Core and of .NET that no class of the product's binds.</summary>
    private static readonly string[] Framework =
        ["ASPNETCORE_FORWARDEDHEADERS_ENABLED", "ASPNETCORE_HTTP_PORTS", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL"];

    private readonly ComposeFile _compose = new();

    public static TheoryData<string> Services => [.. new ComposeFile().Services.Keys];

    [Fact]
    public void Keys_AreOnesThatComposeKnows()
    {
        Assert.Empty(_compose.Keys.Except(TopKeys));
        Assert.All(_compose.Services, service => Assert.Empty(service.Value.Keys.Except(ServiceKeys)));
        Assert.All(_compose.Services, service =>
            Assert.True(service.Value.ContainsKey("image") ^ service.Value.ContainsKey("build"), service.Key));
    }

    [Fact]
    public void TheCluster_IsThreeSilosAndTwoFrontEnds()
    {
        Assert.Equal("3", $"{ComposeFile.Map(_compose.Services["silo"], "deploy")["replicas"]}");
        Assert.Equal("2", $"{ComposeFile.Map(_compose.Services["frontend"], "deploy")["replicas"]}");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void EveryService_ComesBack_IsWatched_AndMayFinish(string name)
    {
        var service = _compose.Services[name];
        Assert.Equal("unless-stopped", service["restart"]);
        Assert.Matches(@"^\d+s$", $"{service["stop_grace_period"]}");
        Assert.True(HasHealthCheck(name), $"{name} has no health check.");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Logs_AreBounded(string name)
    {
        var logging = ComposeFile.Map(_compose.Services[name], "logging");
        Assert.Equal("json-file", logging["driver"]);
        Assert.Equal(
            ["max-file", "max-size"], ((Dictionary<object, object>)logging["options"]!).Keys.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void GracePeriods_AreLongerThanWhatAProcessTakes() =>
        Assert.True(Grace("silo") > new CallsSiloOptions().ShutdownTimeout + TimeSpan.FromSeconds(5)
            && Grace("frontend") > TimeSpan.FromSeconds(12));

    [Theory]
    [MemberData(nameof(Services))]
    public void WhatAServiceIsBuiltFrom_IsThere(string name)
    {
        if (BuildOf(name) is not var (file, target, context))
            return;
        var stage = file.Target(target);
        foreach (var copied in file.Stages.SelectMany(one => one.All("COPY"))
            .Where(words => !words[0].StartsWith("--from", StringComparison.Ordinal)))
            Assert.All(copied[..^1], source =>
                Assert.True(Path.Exists(Path.Combine(context, source)), $"{name} copies {source}, which is not there."));
        foreach (var copied in file.Stages.SelectMany(one => one.All("COPY"))
            .Where(words => words[0].StartsWith("--from", StringComparison.Ordinal)))
            Assert.Contains(file.Stages, one => copied[0] == $"--from={one.Name}");
        var user = file.Inherited(stage, "USER").LastOrDefault()?[0];
        Assert.True(user is not null and not "root" and not "0", $"{name} runs as root.");
    }

    [Fact]
    public void TheImages_AreBuiltOnMicrosoftOrleans() =>
        Assert.Contains(BuildOf("silo")!.Value.File.Target("build").All("ENV"), words => words.Contains("OrleansEngine=packages"));

    [Fact]
    public void Packages_AreInTheLayerThatIsBuiltOn() => Assert.All(
        BuildOf("frontend")!.Value.File.Target("build").All("RUN"), words =>
            Assert.DoesNotContain(words, word => word.StartsWith("--mount", StringComparison.Ordinal)));

    [Fact]
    public void Processes_CanBeLookedInto() => Assert.All(
        new[] { "silo", "frontend" }.Select(name => BuildOf(name)!.Value),
        build => Assert.DoesNotContain(
            build.File.Inherited(build.File.Target(build.Target), "ENV").SelectMany(words => words), word =>
            word.StartsWith("DOTNET_EnableDiagnostics", StringComparison.Ordinal)));

    [Fact]
    public void Packages_AreRestoredFromTheProjectsAlone()
    {
        var build = BuildOf("frontend")!.Value.File.Target("build").Instructions;
        var before = build.TakeWhile(words => !words.Contains("restore")).Where(words => words[0] == "COPY")
            .SelectMany(words => words[1..^1]).ToList();
        var restored = Projects("restore");
        Assert.Equal(restored, Projects("publish"));
        Assert.Empty(restored.SelectMany(Closure).Except(before));
        Assert.All(before, file => Assert.Matches(@"(\.csproj|\.props|global\.json)$", file));
        Assert.All(build.Where(words => words.Contains("publish")), words => Assert.Contains("--no-restore", words));

        IEnumerable<string> Projects(string verb) => build.Where(words => words.Contains(verb))
            .SelectMany(words => words.Where(word => word.EndsWith(".csproj", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("frontend")]
    public void EverySetting_IsOneThatTheProductBinds(string name) => Assert.All(
        ComposeFile.Map(_compose.Services[name], "environment").Keys.Except(Framework),
        key => Assert.True(SettingsCatalog.Knows(key.Replace("__", ":", StringComparison.Ordinal)), $"Nothing reads {key}."));

    [Theory]
    [MemberData(nameof(Services))]
    public void WhatAServiceWaitsFor_IsThere_AndCanBeHealthy(string name)
    {
        foreach (var (other, condition) in ComposeFile.Map(_compose.Services[name], "depends_on"))
        {
            Assert.Contains(other, _compose.Services.Keys);
            Assert.Equal("service_healthy", ((Dictionary<object, object>)condition!)["condition"]);
            Assert.True(HasHealthCheck(other));
        }
    }

    [Fact]
    public void VolumesAndNetworks_AreDeclared_AndUsed()
    {
        var volumes = _compose.Services.Values.SelectMany(service => ComposeFile.List(service, "volumes"))
            .Select(volume => volume.Split(':')[0]).ToHashSet();
        var networks = _compose.Services.Values.SelectMany(service => ComposeFile.List(service, "networks")).ToHashSet();
        Assert.Equal(_compose.Declared("volumes").Order(), volumes.Order());
        Assert.Equal(_compose.Declared("networks").Order(), networks.Order());
    }

    [Fact]
    public void OnlyTheProxyAndTheTurnServer_ArePublished_AndOnlyFrontEndsMeetTheProxy()
    {
        Assert.Equal(
            ["proxy", "turn"], _compose.Services.Where(service => service.Value.ContainsKey("ports")).Select(service => service.Key)
            .Order());
        Assert.Equal(
            ["frontend", "proxy"], _compose.Services.Where(service => ComposeFile.List(service.Value, "networks").Contains("edge"))
            .Select(service => service.Key).Order());
    }

    [Fact]
    public void Ports_AreThoseThatTheProcessesListenOn()
    {
        var caddy = File.ReadAllText(ComposeFile.PathOf("deploy/Caddyfile"));
        var (file, target, _) = BuildOf("frontend")!.Value;
        var exposed = file.Inherited(file.Target(target), "EXPOSE").SelectMany(words => words).ToList();
        Assert.Contains(Upstream().Match(caddy).Groups["port"].Value, exposed);
        Assert.Contains(
            file.Inherited(file.Target(target), "ENV").SelectMany(words => words), word => word == "ASPNETCORE_HTTP_PORTS=8080");

        foreach (var port in ComposeFile.List(_compose.Services["proxy"], "ports"))
            Assert.Matches($"https?_port {port.Split(':', '/')[1]}\n", caddy);
        var turn = ComposeFile.Map(_compose.Services["turn"], "environment");
        var relays = $"{turn["TURN_MIN_PORT"]}-{turn["TURN_MAX_PORT"]}";
        Assert.Contains($"{relays}:{relays}/udp", ComposeFile.List(_compose.Services["turn"], "ports"));

        var silo = new CallsSiloOptions();
        var (siloFile, siloTarget, _) = BuildOf("silo")!.Value;
        Assert.Equal([$"{silo.Port}", $"{silo.GatewayPort}"], siloFile.Target(siloTarget).All("EXPOSE").Single());
    }

    [Fact]
    public void TheTurnServer_MayDoNothingBesides()
    {
        var turn = _compose.Services["turn"];
        Assert.Equal("true", $"{turn["read_only"]}", ignoreCase: true);
        Assert.Equal(["ALL"], ComposeFile.List(turn, "cap_drop"));
        Assert.Contains("no-new-privileges:true", ComposeFile.List(turn, "security_opt"));
        Assert.NotEmpty(ComposeFile.Map(turn, "deploy"));
        Assert.Empty(ComposeFile.List(turn, "networks"));
        Assert.DoesNotContain("command", turn.Keys);
    }

    [Fact]
    public void Secrets_ComeFromTheEnvironment_AndHaveNoDefault()
    {
        var secrets = _compose.Variables.Where(variable => SecretName().IsMatch(variable.Name)).ToList();
        Assert.All(secrets, secret => Assert.Empty(secret.Default));
        // The first administrator is a choice, and a secret before this one is there only while it changes; everything else has to be set.
        Assert.All(secrets.Where(secret => secret.Name is not ("ADMIN_PASSWORD" or "TURN_SECRET_BEFORE")), secret =>
            Assert.True(secret.Required, secret.Name));
        Assert.Equal(
            ["ADMIN_PASSWORD", "ORLEANS_CLUSTER_SECRET", "POSTGRES_PASSWORD", "TURN_SECRET", "TURN_SECRET_BEFORE"],
            secrets.Select(secret => secret.Name).Distinct().Order());
    }

    [Fact]
    public void EveryVariable_IsInTheExample_AndNoOther()
    {
        var example = File.ReadLines(ComposeFile.PathOf("deploy/env.example")).Select(line => ExampleLine().Match(line))
            .Where(match => match.Success).ToList();
        Assert.Equal(
            _compose.Variables.Select(variable => variable.Name).Distinct().Order(), example.Select(line => line.Groups["name"].Value)
            .Order());
        Assert.All(example.Where(line => SecretName().IsMatch(line.Groups["name"].Value)), line =>
            Assert.Empty(line.Groups["value"].Value));
        Assert.Equal(
            _compose.Variables.Where(variable => variable.Required).Select(variable => variable.Name).Distinct().Order(),
            example.Where(line => !line.Groups["optional"].Success).Select(line => line.Groups["name"].Value).Order());
    }

    private static IEnumerable<string> Closure(string project) =>
        XDocument.Load(ComposeFile.PathOf(project)).Descendants("ProjectReference")
        .Select(reference => Path.GetRelativePath(
            ComposeFile.PathOf("."),
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ComposeFile.PathOf(project))!, reference.Attribute("Include")!.Value))))
        .SelectMany(Closure).Append(project).Distinct();

    private TimeSpan Grace(string service) =>
        TimeSpan.FromSeconds(int.Parse($"{_compose.Services[service]["stop_grace_period"]}".TrimEnd('s'), CultureInfo.InvariantCulture));

    private bool HasHealthCheck(string service) => _compose.Services[service].ContainsKey("healthcheck")
        || (BuildOf(service) is var (file, target, _) && file.Inherited(file.Target(target), "HEALTHCHECK").Any());

    private (Dockerfile File, string? Target, string Context)? BuildOf(string service)
    {
        var build = ComposeFile.Map(_compose.Services[service], "build");
        if (build.Count == 0)
            return null;
        var context = ComposeFile.PathOf($"{build["context"]}");
        return (new Dockerfile(Path.Combine(context, $"{build["dockerfile"]}")), build.GetValueOrDefault("target") as string, context);
    }

    [GeneratedRegex(@"dynamic a frontend (?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Upstream();

    [GeneratedRegex("PASSWORD|SECRET", RegexOptions.None, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?<optional># )?(?<name>[A-Z_]+)=(?<value>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExampleLine();
}
