using System.Collections;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>The people of a test; their browsers are closed when it ends.</summary>
public sealed class People(IReadOnlyList<Person> people) : IReadOnlyList<Person>, IAsyncDisposable
{
    public int Count => people.Count;

    public Person this[int index] => people[index];

    /// <summary>The first two.</summary>
    public void Deconstruct(out Person first, out Person second) => (first, second) = (people[0], people[1]);

    /// <summary>The first three.</summary>
    public void Deconstruct(out Person first, out Person second, out Person third) =>
        (first, second, third) = (people[0], people[1], people[2]);

    public IEnumerator<Person> GetEnumerator() => people.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people)
            await person.DisposeAsync();
    }
}
