using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>A scheme as it is applied to one period: with the cuts of its calibration where it needs them.</summary>
public sealed record AppliedScheme
{
    /// <summary>A scheme for a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="calibration">The cuts of the calibration period; needed exactly when the scheme is frozen at another period.</param>
    /// <exception cref="ArgumentException">The scheme has faults, or the calibration is missing or not wanted.</exception>
    public AppliedScheme(Period period, Scheme scheme, CutTable? calibration = null)
    {
        if (scheme.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The scheme cannot be used: {string.Join("; ", faults)}.", nameof(scheme));
        }

        Period? wanted = scheme.CalibrationFor(period);
        if (wanted is not null != calibration is not null)
        {
            throw new ArgumentException(
                wanted is Period frozen
                    ? $"The scheme takes its cuts from {frozen}; they are needed to compute {period}."
                    : $"The scheme computes its own cuts for {period}; a calibration is not wanted.",
                nameof(calibration)
            );
        }

        Period = period;
        Scheme = scheme;
        Calibration = calibration;
    }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>The scheme.</summary>
    public Scheme Scheme { get; }

    /// <summary>Cuts of the calibration period; null when the period computes its own.</summary>
    public CutTable? Calibration { get; }
}
