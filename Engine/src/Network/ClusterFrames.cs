using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>The payloads of what the engine itself says. Members that are not known are skipped.</summary>
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
        [.. Version(version), .. JsonSerializer.SerializeToUtf8Bytes(grains.Select(grain => grain.ToString()).ToArray(), ClusterFramesJson.Default.StringArray)];

    public static (long Version, ImmutableHashSet<GrainId> Grains) ReadHolding(byte[] payload) =>
        (ReadVersion(payload), [.. JsonSerializer.Deserialize(payload.AsSpan(8), ClusterFramesJson.Default.StringArray)!.Select(GrainId.Parse)]);

    public static byte[] Clients(IEnumerable<SiloAddress> clients) =>
        JsonSerializer.SerializeToUtf8Bytes(clients.Select(client => client.ToParsableString()).ToArray(), ClusterFramesJson.Default.StringArray);

    public static ImmutableHashSet<SiloAddress> ReadClients(byte[] payload) =>
        [.. JsonSerializer.Deserialize(payload, ClusterFramesJson.Default.StringArray)!.Select(SiloAddress.FromParsableString)];

    public static byte[] View(MembershipSnapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(
        new ViewPayload(snapshot.Version, [.. snapshot.Members.Where(member => !member.IsGone).Select(member => new SiloPayload(member.Address.ToParsableString(), member.Name, member.Gateway?.ToString(), (int)member.Status))]),
        ClusterFramesJson.Default.ViewPayload);

    public static MembershipSnapshot ReadView(byte[] payload)
    {
        var view = JsonSerializer.Deserialize(payload, ClusterFramesJson.Default.ViewPayload)!;
        return new(view.Version, [.. view.Silos.Select(silo => new Member(
            SiloAddress.FromParsableString(silo.Address), silo.Name, silo.Gateway is null ? null : IPEndPoint.Parse(silo.Gateway), (SiloStatus)silo.Status))]);
    }

    internal sealed record ViewPayload(long Version, SiloPayload[] Silos);

    internal sealed record SiloPayload(string Address, string Name, string? Gateway, int Status);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ClusterFrames.ViewPayload))]
internal sealed partial class ClusterFramesJson : JsonSerializerContext;
