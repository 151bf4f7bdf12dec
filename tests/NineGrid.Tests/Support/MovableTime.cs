namespace NineGrid.Tests.Support;

/// <summary>A clock that moves only when told to, also back. What is measured with it goes on besides, as the machine does.</summary>
public sealed class MovableTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;
    private TimeSpan _passed;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_passed.TotalSeconds * TimestampFrequency);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time)
    {
        _now += time;
        _passed += time;
    }

    /// <summary>Somebody sets the clock, while no time passes.</summary>
    public void Jump(TimeSpan time) => _now += time;
}
