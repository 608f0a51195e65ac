namespace OrleansCalls.Operations;

/// <summary>A part of a process, which adds its own to the process's report.</summary>
public interface IProcessPart
{
    /// <summary>The report with this part in it.</summary>
    ProcessReport AddTo(ProcessReport report);
}
