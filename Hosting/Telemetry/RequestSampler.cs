using System.Diagnostics;
using OpenTelemetry.Trace;

namespace OrleansCalls.Telemetry;

/// <summary>
/// Keeps what begins with somebody's request, and nothing of what a process does by itself: its own reports, its search for overdue calls and
/// its renewals would be most of all traces.
/// </summary>
/// <param name="ratio">The part of the traces that is kept, 0 to 1, by their ids, so that all processes keep the same ones.</param>
internal sealed class RequestSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _byId = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        IsOfARequest(samplingParameters) ? _byId.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);

    // A commit that several traces share has links in place of a parent.
    private static bool IsOfARequest(in SamplingParameters span) => span.ParentContext.TraceId != default
        ? span.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
        : span.Kind == ActivityKind.Server || span.Links?.Any() == true;
}
