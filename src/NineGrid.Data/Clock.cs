namespace NineGrid.Data;

/// <summary>The time as it is stored.</summary>
internal static class Clock
{
    /// <summary>Now, in UTC, as finely as every database keeps it: what is read again equals what was written.</summary>
    public static DateTime Now(this TimeProvider clock)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
