using System.Globalization;

namespace NineGrid.Domain.Schemes;

/// <summary>The part of a form under which a parameter stands.</summary>
public enum SchemeSection : byte
{
    /// <summary>Return, capital, RAROC (3.2).</summary>
    ReturnAndCapital,

    /// <summary>The window and the growth grid (3.1, 3.5).</summary>
    WindowAndGrowth,

    /// <summary>Cut points and peer groups (3.3).</summary>
    Cuts,

    /// <summary>Benchmarks, levers, next products (3.9).</summary>
    BenchmarkAndLevers,

    /// <summary>The strategy table (3.7).</summary>
    Strategies,

    /// <summary>Alert rules (3.11).</summary>
    Alerts,
}

/// <summary>What the number of a parameter means.</summary>
public enum ParameterUnit : byte
{
    /// <summary>A fraction, shown as percent.</summary>
    Fraction,

    /// <summary>Yuan.</summary>
    Yuan,

    /// <summary>Million yuan.</summary>
    MillionYuan,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Days.</summary>
    Days,

    /// <summary>How many.</summary>
    Count,

    /// <summary>A factor.</summary>
    Multiplier,

    /// <summary>A probability, the place of a quantile.</summary>
    Probability,
}

/// <summary>One number of a <see cref="Scheme"/>: what it is, in which range it lies, how it is read and set.</summary>
public sealed record SchemeParameter
{
    private readonly Func<Scheme, double> _get;
    private readonly Func<Scheme, double, Scheme> _with;

    internal SchemeParameter(
        string key,
        SchemeSection section,
        ParameterUnit unit,
        (double Least, double Most) range,
        Func<Scheme, double> get,
        Func<Scheme, double, Scheme> with
    )
    {
        Key = key;
        Section = section;
        Unit = unit;
        (Least, Most) = range;
        _get = get;
        _with = with;
    }

    /// <summary>Its lasting name in addresses, stored records and resources: <c>capital-multiplier</c>.</summary>
    public string Key { get; }

    /// <summary>Where it stands in a form.</summary>
    public SchemeSection Section { get; }

    /// <summary>What the number means.</summary>
    public ParameterUnit Unit { get; }

    /// <summary>The least value allowed.</summary>
    public double Least { get; }

    /// <summary>The greatest value allowed.</summary>
    public double Most { get; }

    /// <summary>Whether only whole numbers are allowed.</summary>
    public bool IsWhole => Unit is ParameterUnit.Months or ParameterUnit.Days or ParameterUnit.Count;

    /// <summary>Its value in a scheme.</summary>
    public double Of(Scheme scheme) => _get(scheme);

    /// <summary>The scheme with another value, which may lie outside the range; <see cref="Scheme.Faults"/> then says so.</summary>
    /// <exception cref="ArgumentException">The parameter is whole and the value is not a whole number of 32 bits.</exception>
    public Scheme With(Scheme scheme, double value) =>
        IsWhole && !(value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue)
            ? throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{Key} is a whole number, not {value:R}"),
                nameof(value)
            )
            : _with(scheme, value);

    /// <summary>Whether a value may be used, as far as it depends on no other parameter.</summary>
    public bool Allows(double value) => value >= Least && value <= Most && (!IsWhole || value == Math.Truncate(value));

    /// <summary>What is wrong with its value in a scheme, one sentence; null when nothing is.</summary>
    public string? Fault(Scheme scheme) =>
        Allows(Of(scheme))
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the {Key.Replace('-', ' ')} must be {(decimal)Least} to {(decimal)Most}, not {Of(scheme):R}"
            );

    /// <inheritdoc/>
    public override string ToString() => Key;
}
