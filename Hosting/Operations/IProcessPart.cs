namespace OrleansCalls.Operations;

/// <summary>What a process is made of: adds its part to the process's report.</summary>
public interface IProcessPart
{
    /// <summary>The report with this part in it.</summary>
    ProcessReport AddTo(ProcessReport report);
}
