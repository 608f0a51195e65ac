using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>
/// Says how often a password may be tried. Strangers share the tries of the name that they give and of the address that they come from; a device that has
/// signed in to the account before has tries of its own, so that others' guesses do not lock its owner out, nor theirs in.
/// </summary>
public sealed class SignInThrottle(ISignInTries tries, IOptions<SignInOptions> options, IClusterClock clock)
{
    /// <summary>A try of somebody of whom nothing is known.</summary>
    public PasswordTry ByStranger(string username, IPAddress? address) =>
        Try(Limit("name " + UsernameKey.Of(username)), Limit("address " + AddressRange.Of(address)) with
        {
            Tries = options.Value.MaxFailuresPerAddress,
            ForgivenBySuccess = false, // One good account is no licence to guess others.
        });

    /// <summary>A try on a device that knows this account; its token is as good as the account's name.</summary>
    public PasswordTry ByDevice(string token) => Try(Limit("device " + token));

    /// <summary>A try of somebody who is signed in and proves to be its owner. Counted for the session: who stole it does not lock out the others.</summary>
    public PasswordTry BySession(string sessionId) => Try(Limit("session " + sessionId));

    private TryLimit Limit(string subject) => new(subject, options.Value.MaxFailures, options.Value.Window, ForgivenBySuccess: true);

    private PasswordTry Try(params ImmutableArray<TryLimit> limits) => new(tries, clock, limits);
}
