using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Collects what a page writes to the console as an error, policy violations among it, and what it throws.</summary>
public sealed class PageTrouble
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Listens from now on.</summary>
    public PageTrouble(IPage page)
    {
        page.PageError += (_, error) => _lines.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _lines.Enqueue($"{message.Text} ({message.Location})");
        };
    }

    /// <summary>Fails with what there was.</summary>
    public void IsNone() => Assert.True(_lines.IsEmpty, string.Join('\n', _lines));
}
