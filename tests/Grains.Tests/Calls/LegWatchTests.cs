namespace OrleansCalls.Calls;

/// <summary>When a leg counts as gone.</summary>
public sealed class LegWatchTests
{
    private static readonly DateTimeOffset Start = DirectCall.Start;

    private readonly CallsOptions _options = new();
    private readonly LegWatch _legs;

    public LegWatchTests()
    {
        _legs = new LegWatch(_options);
        _legs.Hear("alice", Start);
        _legs.Hear("bob", Start);
    }

    [Fact]
    public void A_device_that_takes_over_has_as_long_for_its_media_as_a_new_call()
    {
        _legs.Move("bob", Start);
        HearBoth(at: _options.ConnectTimeout);

        Assert.Equal(["bob"], AbsentAt(_options.ConnectTimeout));
        Assert.Empty(AbsentAt(_options.ConnectTimeout - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Media_lost_to_a_move_is_not_the_other_sides_to_answer_for_until_the_new_device_has_its_own()
    {
        _legs.LoseMedia("alice", Start);
        _legs.Move("bob", Start);
        Assert.Empty(AbsentAt(_options.ReconnectGrace * 2));

        _legs.RegainMedia("bob", Start + _options.ReconnectGrace);
        Assert.Empty(AbsentAt(_options.ReconnectGrace * 1.9));
        Assert.Equal(["alice"], AbsentAt(_options.ReconnectGrace * 2));

        _legs.RegainMedia("alice", Start + _options.ReconnectGrace);
        Assert.Empty(AbsentAt(_options.ReconnectGrace * 2));
    }

    [Fact]
    public void Who_said_goodbye_has_the_reload_grace_and_who_fell_silent_the_absence_limit()
    {
        Assert.True(_legs.Part("bob", Start + TimeSpan.FromSeconds(1)));

        Assert.Empty(AbsentAt(_options.ReloadGrace));
        Assert.Equal(["bob"], AbsentAt(_options.ReloadGrace + TimeSpan.FromSeconds(1)));
        Assert.Equal(["alice", "bob"], AbsentAt(_options.AbsenceLimit).Order());
    }

    [Fact]
    public void Media_that_went_with_a_page_has_its_grace_from_when_the_page_is_back()
    {
        _legs.Part("bob", Start);
        _legs.LoseMedia("alice", Start);
        var back = _options.ReloadGrace * 0.9;
        _legs.Hear("bob", Start + back);

        Assert.Empty(AbsentAt(_options.ReconnectGrace * 1.8));
        Assert.Equal(["alice"], AbsentAt(back + _options.ReconnectGrace));
    }

    private void HearBoth(TimeSpan at)
    {
        _legs.Hear("alice", Start + at);
        _legs.Hear("bob", Start + at);
    }

    private IEnumerable<string> AbsentAt(TimeSpan at) => _legs.Absent(DirectCall.Connected, Start + at);
}
