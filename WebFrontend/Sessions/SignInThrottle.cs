using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>
/// Limits how often passwords may be tried. Strangers share the tries of the name they give and of the address they come from; a device
/// that has signed in to the account before has tries of its own, so that others' guesses do not lock its owner out.
/// </summary>
public sealed class SignInThrottle(ISignInTries tries, IOptions<SignInOptions> options, IClusterClock clock)
{
    /// <summary>A try by a stranger.</summary>
    public PasswordTry ByStranger(string username, IPAddress? address) =>
        Try(Limit("name " + UsernameKey.Of(username)), Limit("address " + AddressRange.Of(address)) with
        {
            Tries = options.Value.MaxFailuresPerAddress,
            ForgivenBySuccess = false, // One good account is no licence to guess others.
        });

    /// <summary>A try on a device known for this account.</summary>
    public PasswordTry ByDevice(string token) => Try(Limit("device " + token));

    /// <summary>A try by somebody signed in, to prove they own the account. Counted per session: a thief locks out nobody else.</summary>
    public PasswordTry BySession(string sessionId) => Try(Limit("session " + sessionId));

    private TryLimit Limit(string subject) => new(subject, options.Value.MaxFailures, options.Value.Window, ForgivenBySuccess: true);

    private PasswordTry Try(params ImmutableArray<TryLimit> limits) => new(tries, clock, limits);
}
