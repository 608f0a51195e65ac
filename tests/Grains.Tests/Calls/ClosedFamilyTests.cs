using System.Runtime.CompilerServices;

namespace OrleansCalls.Calls;

/// <summary>
/// A closed family has no member that a switch over it does not know. <see cref="CallMachineTableTests"/> sees to the commands.
/// </summary>
public sealed class ClosedFamilyTests
{
    /// <summary>What rows, dashboards and clients know commands by; a new one is added here, and none is ever renamed.</summary>
    private static readonly string[] Words =
    [
        "answer", "connected", "drop", "expire", "force_end", "hang_up", "heartbeat", "initiate", "join", "media_lost", "mute", "part",
        "raise_hand", "reject", "return", "supersede",
    ];

    [Fact]
    public void Every_command_has_the_word_that_it_always_had() =>
        Assert.Equal(Words, MembersOf<CallCommand>().Select(WireText.Of).Order());

    [Fact]
    public void Only_what_people_may_ask_travels() => Assert.All(
        MembersOf<CallCommand>(),
        type => Assert.Equal(type.IsSubclassOf(typeof(LegCommand)), type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)));

    [Fact]
    public void Every_event_is_known_to_the_machine() => Assert.All(
        MembersOf<CallEvent>(),
        type => CallEvolution.Evolve(DirectCall.Ringing, (CallEvent)RuntimeHelpers.GetUninitializedObject(type)));

    /// <summary>The family's members, wherever they stand.</summary>
    public static IEnumerable<Type> MembersOf<T>() => new[] { typeof(T).Assembly, typeof(CallMachine).Assembly }.Distinct()
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);
}
