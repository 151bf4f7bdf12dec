using System.Text.Json.Serialization;

namespace NineGrid.Domain.Schemes;

/// <summary>How the cut points of an axis are found (3.3).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FixedCut), "fixed")]
[JsonDerivedType(typeof(QuantileCut), "quantile")]
[JsonDerivedType(typeof(ContributionCut), "contribution")]
public abstract record CutRule
{
    /// <summary>What is wrong with the rule; null when nothing is.</summary>
    public abstract string? Fault { get; }
}

/// <summary>Two fixed values; on the growth axes ordinary growth, compared as <c>2c/(2+c)</c>.</summary>
/// <param name="Lo">First value that is Mid.</param>
/// <param name="Hi">First value that is High.</param>
public sealed record FixedCut(double Lo, double Hi) : CutRule
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string? Fault =>
        double.IsFinite(Lo) && double.IsFinite(Hi) && Lo <= Hi ? null : $"fixed cuts need finite lo ≤ hi, not {Lo:R} and {Hi:R}";
}

/// <summary>Two type-7 quantiles of the values of the placed customers of the peer group.</summary>
/// <param name="P">Probability of the lower cut, 0 to 1.</param>
/// <param name="Q">Probability of the upper cut, <paramref name="P"/> to 1.</param>
public sealed record QuantileCut(double P, double Q) : CutRule
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string? Fault => P >= 0 && P <= Q && Q <= 1 ? null : $"quantile cuts need 0 ≤ p ≤ q ≤ 1, not {P:R} and {Q:R}";
}

/// <summary>Shares of the sum of the positive values, from the largest down (Pareto, ABC); revenue axes only.</summary>
/// <param name="A">Share that the High customers bring, above 0.</param>
/// <param name="B">Share that High and Mid customers bring, above <paramref name="A"/>, at most 1.</param>
public sealed record ContributionCut(double A, double B) : CutRule
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string? Fault => A > 0 && A < B && B <= 1 ? null : $"contribution cuts need 0 < a < b ≤ 1, not {A:R} and {B:R}";
}

/// <summary>A way to split customers into peers.</summary>
public enum PeerDimension
{
    /// <summary>The nearest tier-1 branch at or above the customer's institution, else head office.</summary>
    Tier1,

    /// <summary>The size class.</summary>
    SizeClass,

    /// <summary>The industry section.</summary>
    Industry,

    /// <summary>Whether the customer has credit: EC_credit &gt; 0 or EAD &gt; 0.</summary>
    HasCredit,
}

/// <summary>The rule of one axis and the peers within which it is applied.</summary>
/// <param name="Cut">The rule.</param>
/// <param name="Peers">Dimensions in order; too small a group drops the last first. Empty: the whole bank.</param>
[method: JsonConstructor]
public sealed record AxisRule(CutRule Cut, IReadOnlyList<PeerDimension> Peers)
{
    /// <summary>A rule for the whole bank.</summary>
    public AxisRule(CutRule cut)
        : this(cut, []) { }

    /// <inheritdoc/>
    public bool Equals(AxisRule? other) => other is not null && Cut.Equals(other.Cut) && Peers.SequenceEqual(other.Peers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cut, Peers.Count);
}
