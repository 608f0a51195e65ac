using System.Diagnostics;
using OpenTelemetry.Trace;

namespace OrleansCalls.Telemetry;

/// <summary>
/// Keeps traces that begin with a request, and none of what a process does by itself: its reports, renewals and search for overdue calls
/// would outnumber all others.
/// </summary>
/// <param name="ratio">The fraction of traces kept, 0 to 1, by id, so that all processes keep the same ones.</param>
internal sealed class RequestSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _byId = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        IsOfARequest(samplingParameters) ? _byId.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);

    // Orleans serves its grain timers like requests: of what has no parent, only ASP.NET Core's spans are somebody's. A commit that several
    // traces share has links instead of a parent.
    private static bool IsOfARequest(in SamplingParameters span) => span.ParentContext.TraceId != default
        ? span.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
        : span.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || span.Links?.Any() == true;
}
