using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Operations;

/// <summary>Why a call went as it did.</summary>
/// <param name="CallId">The id that was asked for.</param>
/// <param name="Call">The call as it is now; missing if it never came about.</param>
/// <param name="Lines">Every command to it, oldest first.</param>
public sealed record ExplainedCall(string CallId, CallView? Call, ImmutableArray<LedgerLine> Lines);

/// <summary>A command to a call.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="CallId">The call: another than the one asked for, if that absorbed it.</param>
/// <param name="Command">What was asked: the command's name, such as <c>hang_up</c>.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Code">Why it was refused, or where it was sent.</param>
/// <param name="UserId">Who asked; missing if the cluster did.</param>
/// <param name="DisplayName">Their name, if known.</param>
/// <param name="DeviceId">From which device.</param>
/// <param name="Version">The call's version after it.</param>
/// <param name="State">The call's state after it.</param>
/// <param name="Silo">The silo that decided.</param>
/// <param name="More">How many earlier commands of the same person the line also stands for; missing for an ordinary line.</param>
public sealed record LedgerLine(
    DateTimeOffset At,
    string CallId,
    string Command,
    CommandOutcome Outcome,
    string? Code,
    string? UserId,
    string? DisplayName,
    string? DeviceId,
    int? Version,
    CallState? State,
    string Silo,
    int? More);
