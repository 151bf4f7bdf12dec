namespace NineGrid.Domain.Paths;

/// <summary>Changed terms of the business that a customer has; null leaves a term as it is (试算).</summary>
public sealed record ChangedTerms
{
    /// <summary>Nothing is changed.</summary>
    public static ChangedTerms None { get; } = new();

    /// <summary>Average deposits, yuan, 0 or more.</summary>
    public double? Deposits { get; init; }

    /// <summary>Average loans, yuan, 0 or more.</summary>
    public double? Loans { get; init; }

    /// <summary>Rate of all loans over their funding, a year, as a fraction.</summary>
    public double? LoanSpread { get; init; }

    /// <summary>Fee income, yuan a year, 0 or more.</summary>
    public double? FeeIncome { get; init; }

    /// <summary>Loss given default under other collateral, 0 to 1.</summary>
    public double? Lgd { get; init; }

    /// <summary>Effective maturity, years, above 0.</summary>
    public double? MaturityYears { get; init; }
}

/// <summary>A new loan that is to be priced, with what comes along with it.</summary>
/// <param name="Amount">Average balance drawn, yuan, above 0.</param>
/// <param name="Spread">Rate over its funding, a year, as a fraction; may be negative.</param>
/// <param name="Fee">Fees, yuan a year, 0 or more.</param>
/// <param name="Deposits">Deposits expected with it, average, yuan, 0 or more.</param>
/// <param name="MaturityYears">Effective maturity, years, above 0.</param>
/// <param name="Lgd">Loss given default, 0 to 1.</param>
/// <param name="Pd">Probability of default of the customer, 0 to 1.</param>
public sealed record Deal(double Amount, double Spread, double Fee, double Deposits, double MaturityYears, double Lgd, double Pd);
