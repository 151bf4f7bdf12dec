using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using GrowthRate = NineGrid.Domain.Grids.Growth;

namespace NineGrid.Data.Queries.Customers;

/// <summary>A customer of a list; money in yuan, null where not measured.</summary>
public sealed class CustomerListed
{
    public required int Id { get; init; }
    public required string No { get; init; }
    public required string Name { get; init; }
    public string? CreditCode { get; init; }
    public required string InstitutionCode { get; init; }
    public required string Institution { get; init; }
    public string? ManagerNo { get; init; }
    public string? Manager { get; init; }
    public string? GroupCode { get; init; }
    public string? GroupName { get; init; }
    public SizeClass Size { get; init; }
    public Industry Industry { get; init; }

    /// <summary>Months of the window with a row, 0 to 12.</summary>
    public int Months { get; init; }
    public double? Revenue { get; init; }

    /// <summary>R of the window a year earlier.</summary>
    public double? EarlierRevenue { get; init; }
    public double? Cost { get; init; }
    public double? ExpectedLoss { get; init; }
    public double? EcCredit { get; init; }
    public double? EcOp { get; init; }

    /// <summary>Π, risk-adjusted return after tax.</summary>
    public double? Return { get; init; }
    public double? Raroc { get; init; }
    public double? Eva { get; init; }
    public Cell? Value { get; init; }
    public UnplacedReason ValueReason { get; init; }

    /// <summary>Growth of our revenue from the customer, symmetric.</summary>
    public double? BankGrowth { get; init; }

    /// <summary>The customer's own growth, symmetric.</summary>
    public double? OwnGrowth { get; init; }
    public Cell? Growth { get; init; }
    public UnplacedReason GrowthReason { get; init; }
    public Consistency Consistency { get; init; }

    /// <summary>The cell of its group, also when the customer itself is not active.</summary>
    public Cell? Group { get; init; }
    public Strategy Strategy { get; init; }

    /// <summary>The 16 indicators; null for Lost and New.</summary>
    public IndicatorRow? Indicators { get; init; }

    /// <summary>EC = EC_credit + EC_op; null when unknown.</summary>
    public double? EconomicCapital => EcCredit + EcOp;

    /// <summary>EC_credit is 0; null when unknown.</summary>
    public bool? IsLight => EcCredit is double credit ? credit == 0 : null;

    /// <summary>Ordinary growth of our revenue; null from zero or loss, and where <see cref="BankGrowth"/> is.</summary>
    public double? OrdinaryBankGrowth =>
        BankGrowth is not null && EarlierRevenue is double earlier && Revenue is double now ? GrowthRate.Ordinary(earlier, now) : null;

    /// <summary>The customer's own growth in ordinary form; null from zero, and where <see cref="OwnGrowth"/> is.</summary>
    public double? OrdinaryOwnGrowth => OwnGrowth is double own ? GrowthRate.OrdinaryOf(own) : null;

    /// <summary>The value of an indicator; null where not measured.</summary>
    public double? Of(Indicator indicator) => Indicators is IndicatorRow row ? StoredFigures.ValuesOf(row)[indicator.Number] : null;
}
