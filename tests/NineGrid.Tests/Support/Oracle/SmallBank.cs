using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>A bank small enough to be read as a whole: the input of the naive implementation and of the kernel alike.</summary>
public sealed record SmallBank
{
    public Scheme Scheme { get; init; } = Scheme.Default;
    public IReadOnlyList<InstitutionNode> Institutions { get; init; } = [new("HO", null, InstitutionLevel.Head)];
    public IReadOnlyList<CatalogueProduct> Products { get; init; } = [];
    public IReadOnlyList<Client> Clients { get; init; } = [];
    public IReadOnlyList<FactLine> Facts { get; init; } = [];
    public IReadOnlyList<StatementLine> Statements { get; init; } = [];

    /// <summary>The institution and those above it, the root last.</summary>
    public IEnumerable<InstitutionNode> UpToTheRoot(string? code)
    {
        while (code is not null)
        {
            InstitutionNode node = Institutions.Single(one => one.Code == code);
            yield return node;
            code = node.ParentCode;
        }
    }

    /// <summary>The nearest institution of level TIER1 at or above one, else the root (3.3).</summary>
    public string Tier1(string institution) =>
        UpToTheRoot(institution).FirstOrDefault(node => node.Level == InstitutionLevel.Tier1)?.Code ?? UpToTheRoot(institution).Last().Code;
}

/// <summary>A product of the catalogue.</summary>
public sealed record CatalogueProduct(string Code, bool Active);

/// <summary>A customer's master data.</summary>
public sealed record Client(string No)
{
    public string Institution { get; init; } = "HO";
    public SizeClass Size { get; init; } = SizeClass.Medium;
    public char Industry { get; init; } = 'C';
    public string? Group { get; init; }
}

/// <summary>A row of <c>facts.csv</c>; null is an empty field.</summary>
public sealed record FactLine(string Client, Period Month)
{
    public decimal? LoanNii { get; init; }
    public decimal? DepositNii { get; init; }
    public decimal? FeeIncome { get; init; }
    public decimal? OperatingCost { get; init; }
    public decimal? ExpectedLoss { get; init; }
    public decimal? EconomicCapital { get; init; }
    public decimal? Ead { get; init; }
    public decimal? Pd { get; init; }
    public decimal? Lgd { get; init; }
    public decimal? MaturityYears { get; init; }
    public decimal? AvgLoans { get; init; }
    public decimal? AvgDeposits { get; init; }
    public decimal? AvgDemandDeposits { get; init; }
    public decimal? CreditLimit { get; init; }
    public decimal? CreditUsed { get; init; }
    public decimal? OverdueBalance { get; init; }
    public decimal? Transactions { get; init; }
    public decimal? ETransactions { get; init; }
    public decimal? SettlementInflow { get; init; }
    public decimal? PayrollHeadcount { get; init; }

    /// <summary>Codes joined by <c>|</c>, <c>-</c> for none, null when not reported.</summary>
    public string? Products { get; init; }

    /// <summary>The same row in every month from its own to the last.</summary>
    public IEnumerable<FactLine> Through(Period last)
    {
        for (Period month = Month; month <= last; month = month.AddMonths(1))
        {
            yield return this with
            {
                Month = month,
            };
        }
    }
}

/// <summary>A row of <c>statements.csv</c>; null is an empty field.</summary>
public sealed record StatementLine(string Client, int FiscalYear)
{
    public decimal? OperatingRevenue { get; init; }
    public decimal? NetProfit { get; init; }
    public decimal? Cash { get; init; }
    public decimal? InterestBearingDebt { get; init; }
    public decimal? Employees { get; init; }
}
