using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>How calls behave.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for a response before a <see cref="TimeoutException"/>; longer under a debugger.</summary>
    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    /// <summary>The same while a debugger is attached.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a request whose caller no longer waits is dropped instead of run.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>The largest message, in bytes.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;
}

/// <summary>How calls behave in a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How long the engine waits for an answer of the engine in another silo.</summary>
    public TimeSpan SystemResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that came to the wrong silo is sent on.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <summary>How long a client that went away is remembered.</summary>
    public TimeSpan ClientDropTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many requests, running and waiting, at one grain are worth a warning; 0 for none.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; }

    /// <summary>More requests than this, running and waiting, at one grain are refused; 0 for no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}

/// <summary>How calls behave in a client.</summary>
public class ClientMessagingOptions : MessagingOptions;
