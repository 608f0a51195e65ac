using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Signals to processes, by their ids.</summary>
internal static class Signal
{
    public const int Kill = 9;
    public const int Term = 15;
    public const int Cont = 18;
    public const int Stop = 19;

    /// <summary>Sends one.</summary>
    public static void Send(int pid, int signal)
    {
        if (Send_(pid, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} could not be sent to process {pid}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send_(int pid, int signal);
}
