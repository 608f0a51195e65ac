namespace OrleansCalls.Operations;

/// <summary>Percentiles out of buckets.</summary>
public sealed class LatencyBucketsTests
{
    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.95, 95)]
    [InlineData(0.99, 99)]
    public void A_percentile_is_right_within_a_tenth(double part, double expected)
    {
        var counts = Enumerable.Range(1, 100).Select(ms => new LatencyCount(LatencyBuckets.Of(TimeSpan.FromMilliseconds(ms)), 1));

        Assert.InRange(LatencyBuckets.Quantile(counts, part)!.Value, expected * 0.9, expected * 1.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e9)]
    public void What_is_too_short_or_too_long_has_a_bucket_too(double milliseconds) =>
        Assert.InRange(LatencyBuckets.Of(TimeSpan.FromMilliseconds(milliseconds)), 0, LatencyBuckets.Count - 1);

    [Fact]
    public void Of_nothing_there_is_no_percentile() => Assert.Null(LatencyBuckets.Quantile([], 0.5));
}
