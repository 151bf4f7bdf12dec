using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Everything a snapshot says, in a form in which two implementations can be compared. Null is "not measured".</summary>
public sealed record Results(
    Period Period,
    IReadOnlyList<CustomerResult> Customers,
    IReadOnlyList<GroupResult> Groups,
    IReadOnlyList<CutResult> Cuts,
    IReadOnlyList<PortraitResult> Portraits
)
{
    public CustomerResult this[string no] => Customers.Single(customer => customer.No == no);

    public CutResult Cut(Grid grid, char axis, string peerGroup = "bank") =>
        Cuts.Single(cut => cut.Grid == grid && cut.Axis == axis && cut.PeerGroup == peerGroup);
}

/// <summary>A customer in the snapshot. Cells are two letters, x first.</summary>
public sealed record CustomerResult
{
    public required string No { get; init; }

    /// <summary>Months of the window with a row.</summary>
    public required int Months { get; init; }

    /// <summary>Months of the window since the first row; null for Lost and New.</summary>
    public int? Span { get; init; }
    public double? Revenue { get; init; }
    public double? Cost { get; init; }
    public double? ExpectedLoss { get; init; }
    public double? EcCredit { get; init; }
    public double? EcOp { get; init; }
    public double? Return { get; init; }
    public double? Raroc { get; init; }
    public double? Eva { get; init; }
    public bool? HasCredit { get; init; }
    public string? ValueCell { get; init; }
    public required UnplacedReason ValueReason { get; init; }
    public double? GrowthBank { get; init; }
    public double? GrowthOwn { get; init; }
    public string? GrowthCell { get; init; }
    public required UnplacedReason GrowthReason { get; init; }
    public Consistency Consistency { get; init; }
    public string? GroupCell { get; init; }
    public Strategy Strategy { get; init; }

    /// <summary>The cuts of revenue that it is measured against; nulls for one not placed and where everybody is Low.</summary>
    public (double? Lo, double? Hi) RevenueCuts { get; init; }

    /// <summary>The cuts of RAROC likewise.</summary>
    public (double? Lo, double? Hi) RarocCuts { get; init; }

    /// <summary>The cuts of the growth of our revenue, symmetric.</summary>
    public (double? Lo, double? Hi) BankGrowthCuts { get; init; }

    /// <summary>The cuts of the customer's own growth, symmetric.</summary>
    public (double? Lo, double? Hi) OwnGrowthCuts { get; init; }

    /// <summary>The 16 in the order of 3.8; empty for Lost and New.</summary>
    public IReadOnlyList<double?> Indicators { get; init; } = [];

    /// <summary>What a page shows beside the results: window figures and statement figures by column name.</summary>
    public IReadOnlyDictionary<string, double?> Figures { get; init; } = new Dictionary<string, double?>();
}

/// <summary>A credit group with at least one member in the snapshot.</summary>
public sealed record GroupResult(string Code, double Revenue, double Return, double Capital, double? Raroc, string? Cell);

/// <summary>Cut points as compared, of a peer group that at least one placed customer (or group) uses. <paramref name="Axis"/> is <c>x</c> or <c>y</c>.</summary>
public sealed record CutResult(Grid Grid, char Axis, string PeerGroup, int N, double? Lo, double? Hi);

/// <summary>One indicator (0 to 15) of a portrait. <paramref name="Part"/> is a cell, <c>low</c>, <c>mid</c>, <c>high</c> or <c>all</c>.</summary>
public sealed record PortraitResult(
    string Institution,
    Grid Grid,
    string Part,
    int Indicator,
    int N,
    double Pooled,
    double P25,
    double Median,
    double P75
);
