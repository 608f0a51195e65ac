using System.Globalization;
using Orleans.Storage;

namespace OrleansCalls.Calls;

/// <summary>A call grain's state as both storages handle it: one type, and the version as ETag.</summary>
internal static class StoredCallState
{
    /// <summary>The state as that of a stored call.</summary>
    /// <exception cref="NotSupportedException">It is of another type: this storage keeps calls and nothing else.</exception>
    public static IGrainState<StoredCall> Of<T>(IGrainState<T> state) =>
        state as IGrainState<StoredCall>
            ?? throw new NotSupportedException($"The storage '{StoredCall.StorageName}' keeps {nameof(StoredCall)}, not {typeof(T).Name}.");

    /// <summary>Takes over what was read or written.</summary>
    public static void Accept(this IGrainState<StoredCall> state, CallView? record)
    {
        state.State = new StoredCall { Record = record };
        state.ETag = record is null ? null! : ETag(record);
        state.RecordExists = record is not null;
    }

    /// <summary>The record that is to be written.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it belongs to another grain.</exception>
    public static CallView ToWrite(this IGrainState<StoredCall> state, GrainId grainId)
    {
        var record = state.State?.Record ?? throw new InvalidOperationException($"There is no record of {grainId} to write.");
        if (record.CallId != CallIdOf(grainId))
            throw new InvalidOperationException($"The record of call {record.CallId} is not {grainId}'s to write.");
        return record;
    }

    /// <summary>The id of the call behind a grain.</summary>
    public static string CallIdOf(GrainId grainId) => GrainKeys.Id(grainId.Key.ToString()!);

    /// <summary>The version that the grain believes to be stored; null for a first write.</summary>
    public static int? ExpectedVersion(this IGrainState<StoredCall> state) =>
        string.IsNullOrEmpty(state.ETag) ? null : int.Parse(state.ETag, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The ETag of a stored record.</summary>
    public static string ETag(CallView record) => record.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>What to throw when another version is stored than the grain believes.</summary>
    public static InconsistentStateException Conflict(GrainId grainId, string? expected, string? stored = null) =>
        new($"The call {grainId} was changed elsewhere: version {expected ?? "none"} is not what is stored.",
            stored ?? "unknown",
            expected ?? "none");
}
