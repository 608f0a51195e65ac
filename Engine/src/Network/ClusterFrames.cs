using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>The payloads of the engine's own frames. Unknown members are skipped.</summary>
internal static class ClusterFrames
{
    public static byte[] Version(long version)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, version);
        return bytes;
    }

    public static long ReadVersion(byte[] payload) => payload.Length < 8 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(payload);

    public static byte[] Holding(long version, IEnumerable<GrainId> grains) =>
        [.. Version(version), .. Json(grains.Select(grain => grain.ToString()))];

    public static (long Version, ImmutableHashSet<GrainId> Grains) ReadHolding(byte[] payload) =>
        (ReadVersion(payload), [.. Strings(payload.AsSpan(8)).Select(GrainId.Parse)]);

    public static byte[] Clients(IEnumerable<SiloAddress> clients) =>
        Json(clients.Select(client => client.ToParsableString()));

    public static ImmutableHashSet<SiloAddress> ReadClients(byte[] payload) =>
        [.. Strings(payload).Select(SiloAddress.FromParsableString)];

    public static byte[] View(MembershipSnapshot snapshot)
    {
        var silos = snapshot.Members.Where(member => !member.IsGone).Select(member =>
            new SiloPayload(member.Address.ToParsableString(), member.Name, member.Gateway?.ToString(), (int)member.Status));
        return JsonSerializer.SerializeToUtf8Bytes(new(snapshot.Version, [.. silos]), ClusterFramesJson.Default.ViewPayload);
    }

    public static MembershipSnapshot ReadView(byte[] payload)
    {
        var view = JsonSerializer.Deserialize(payload, ClusterFramesJson.Default.ViewPayload)!;
        return new(view.Version, [.. view.Silos.Select(silo => new Member(
            SiloAddress.FromParsableString(silo.Address),
            silo.Name,
            silo.Gateway is null ? null : IPEndPoint.Parse(silo.Gateway),
            (SiloStatus)silo.Status))]);
    }

    private static byte[] Json(IEnumerable<string> strings) =>
        JsonSerializer.SerializeToUtf8Bytes([.. strings], ClusterFramesJson.Default.StringArray);

    private static string[] Strings(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, ClusterFramesJson.Default.StringArray)!;

    internal sealed record ViewPayload(long Version, SiloPayload[] Silos);

    internal sealed record SiloPayload(string Address, string Name, string? Gateway, int Status);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ClusterFrames.ViewPayload))]
internal sealed partial class ClusterFramesJson : JsonSerializerContext;
