namespace OrleansCalls.Calls;

/// <summary>Compares views by what they say: an array inside a record is otherwise compared by reference.</summary>
internal sealed class CallViewComparer : IEqualityComparer<CallView>
{
    public static CallViewComparer Instance { get; } = new();

    public bool Equals(CallView? x, CallView? y) => ReferenceEquals(x, y)
        || (x is not null && y is not null && x with { Participants = [] } == y with { Participants = [] }
            && x.Participants.SequenceEqual(y.Participants));

    public int GetHashCode(CallView obj) => HashCode.Combine(obj.CallId, obj.Version);
}
