using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansCalls.Persistence.Tests.Time;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _machine = new(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));

    // The database's clock: what it is ahead of the machine's counter, and how long an answer takes.
    private DateTimeOffset _databaseAtZero = Noon;
    private TimeSpan _roundTrip;

    [Fact]
    public void Now_BeforeTheFirstReading_IsRefused()
    {
        var clock = Clock();

        Assert.Throws<InvalidOperationException>(() => clock.Now);
        Assert.Null(clock.Age);
    }

    [Fact]
    public async Task Now_IsTheDatabasesTime_WhateverThisMachineSays()
    {
        var clock = await Started();
        Assert.Equal(Noon, clock.Now);

        _machine.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Noon.AddSeconds(90), clock.Now);
        Assert.Equal(TimeSpan.FromSeconds(90), clock.Age);
    }

    [Fact]
    public async Task Now_DoesNotFollowThisMachinesClock()
    {
        var clock = await Started();

        _machine.SetClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(Noon, clock.Now);
        Assert.True(clock.Offset < TimeSpan.Zero);
    }

    [Fact]
    public async Task AReading_CountsFromTheMiddleOfItsRoundTrip()
    {
        _roundTrip = TimeSpan.FromMilliseconds(40);
        var clock = await Started();

        // The database looked at its clock half-way: 20 ms after the question, 20 ms before the answer.
        Assert.Equal(_databaseAtZero + _machine.Elapsed, clock.Now);
        Assert.Equal(TimeSpan.FromMilliseconds(20), clock.Uncertainty);
    }

    [Fact]
    public async Task AForwardJump_IsFollowedAtOnce()
    {
        var clock = await Started();
        _databaseAtZero += TimeSpan.FromSeconds(5);

        await clock.Refresh(TimeSpan.FromSeconds(30));

        Assert.Equal(Noon.AddSeconds(5), clock.Now);
    }

    [Fact]
    public async Task ABackwardJump_IsWornOff_WithoutGoingBack()
    {
        var clock = await Started();
        _databaseAtZero -= TimeSpan.FromSeconds(3);

        await clock.Refresh(TimeSpan.FromSeconds(30));

        Assert.Equal(Noon, clock.Now);
        var last = clock.Now;
        for (var second = 0; second < 30; second++)
        {
            _machine.Advance(TimeSpan.FromSeconds(1));
            Assert.True(clock.Now > last);
            last = clock.Now;
        }
        Assert.Equal(_databaseAtZero + _machine.Elapsed, clock.Now, TimeSpan.FromMilliseconds(1));
        await clock.Refresh(TimeSpan.FromSeconds(30));
        _machine.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(_databaseAtZero + _machine.Elapsed, clock.Now, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task AFarBackwardJump_SlowsTheClockToHalfSpeed_AndNoFurther()
    {
        var clock = await Started();
        _databaseAtZero -= TimeSpan.FromHours(1);
        await clock.Refresh(TimeSpan.FromSeconds(30));

        _machine.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(Noon.AddSeconds(15), clock.Now);
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_TheClockRunsOn()
    {
        var clock = await Started();
        _away = true;
        _machine.Advance(TimeSpan.FromMinutes(10));

        await Assert.ThrowsAsync<TimeoutException>(() => clock.Refresh(TimeSpan.FromSeconds(30)));

        Assert.Equal(Noon.AddMinutes(10), clock.Now);
        Assert.Equal(TimeSpan.FromMinutes(10), clock.Age);
    }

    [Fact]
    public async Task Now_IsToTheMicrosecond()
    {
        var clock = await Started();
        _machine.Advance(TimeSpan.FromTicks(19));

        Assert.Equal(Noon.AddTicks(10), clock.Now);
    }

    private bool _away;

    private DatabaseClock Clock() => new(Read, _machine, NullLogger<DatabaseClock>.Instance);

    private async Task<DatabaseClock> Started()
    {
        var clock = Clock();
        await clock.Start();
        return clock;
    }

    private Task<DateTimeOffset> Read(CancellationToken cancellation)
    {
        if (_away)
            return Task.FromException<DateTimeOffset>(new TimeoutException());
        _machine.Advance(_roundTrip / 2);
        var read = _databaseAtZero + _machine.Elapsed;
        _machine.Advance(_roundTrip / 2);
        return Task.FromResult(read);
    }
}
