using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Schemes;

namespace NineGrid.Web.Display;

/// <summary>A line of the arithmetic: what it is, how it is computed, with which numbers, and what comes out.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Formula">The formula in words and symbols; empty for a reported figure.</param>
/// <param name="Inputs">The same with numbers and parameters; empty for a reported figure.</param>
/// <param name="Result">The result as stored.</param>
/// <param name="Weight">Whether it is a result or only an input of one.</param>
public sealed record ReturnLine(string Name, string Formula, string Inputs, string Result, LineWeight Weight);

/// <summary>How much a line stands out.</summary>
public enum LineWeight
{
    Input,
    Term,
    Total,
}

/// <summary>Writes revenue, cost, loss, capital, RAROC and EVA of a customer line by line (3.2). It shows stored terms; it computes none.</summary>
public sealed class ReturnLines(Words say, Numbers show)
{
    /// <summary>The lines; empty for customers without figures.</summary>
    public IReadOnlyList<ReturnLine> Of(CustomerView customer, Scheme scheme) =>
        customer.Figures is FiguresRow figures ? [.. Lines(customer, figures, scheme)] : [];

    private IEnumerable<ReturnLine> Lines(CustomerView customer, FiguresRow figures, Scheme scheme)
    {
        PositionRow position = customer.Position;
        yield return Input("loan_nii", figures.LoanNii);
        yield return Input("deposit_nii", figures.DepositNii);
        yield return Input("fee_income", figures.FeeIncome);
        yield return Term(
            "revenue",
            say["formula.revenue"],
            $"{Money(figures.LoanNii)} + {Money(figures.DepositNii)} + {Money(figures.FeeIncome)}",
            Money(position.Revenue)
        );
        yield return Term("cost", say["formula.cost"], "", Money(position.Cost));
        yield return customer.IsDefaulted
            ? Term(
                "loss",
                say["formula.loss.default"],
                $"{Numbers.Percent(figures.Lgd)} × {Money(figures.Ead)}",
                Money(position.ExpectedLoss)
            )
            : Term("loss", say["formula.loss"], "", Money(position.ExpectedLoss));
        yield return Total(
            "return",
            say["formula.return"],
            $"({Money(position.Revenue)} − {Bracketed(position.Cost)} − {Bracketed(position.ExpectedLoss)}) × (1 − {Numbers.Percent(scheme.Tax)})",
            Money(position.Return)
        );
        foreach (ReturnLine line in Capital(customer, figures, scheme))
        {
            yield return line;
        }

        yield return Term("ec", say["formula.ec"], $"{Money(position.EcCredit)} + {Money(position.EcOp)}", Money(customer.EconomicCapital));
        yield return Total(
            "raroc",
            say["formula.raroc"],
            $"{Money(position.Return)} ÷ {Money(customer.EconomicCapital)}",
            Numbers.Percent(position.Raroc, 2)
        );
        yield return Total(
            "eva",
            say["formula.eva"],
            $"{Money(position.Return)} − {Numbers.Percent(scheme.Hurdle)} × {Money(customer.EconomicCapital)}",
            Money(position.Eva)
        );
    }

    private IEnumerable<ReturnLine> Capital(CustomerView customer, FiguresRow figures, Scheme scheme)
    {
        PositionRow position = customer.Position;
        if (figures.EconomicCapital is not null)
        {
            yield return Term("ec_credit", say["formula.ec_credit.reported"], "", Money(position.EcCredit));
        }
        else if (figures.Ead is null or 0)
        {
            yield return Term("ec_credit", say["formula.ec_credit.none"], "", Money(position.EcCredit));
        }
        else if (position.EcCredit is null)
        {
            yield return Term("ec_credit", say["formula.ec_credit.unknown"], RiskInputs(figures), Numbers.NotMeasured);
        }
        else if (customer.IsDefaulted)
        {
            yield return Term("ec_credit", say["formula.ec_credit.default"], "", Money(position.EcCredit));
        }
        else
        {
            yield return new(
                say["line.k"],
                say["formula.k"],
                RiskInputs(figures),
                Numbers.Percent(figures.CapitalRatio, 3),
                LineWeight.Input
            );
            yield return Term(
                "ec_credit",
                say["formula.ec_credit"],
                $"{Numbers.Fixed(scheme.CapitalMultiplier, 2)} × {Numbers.Percent(figures.CapitalRatio, 3)} × {Money(figures.Ead)}",
                Money(position.EcCredit)
            );
        }

        yield return Term(
            "ec_op",
            say["formula.ec_op"],
            $"{Numbers.Percent(scheme.Beta)} × max({Money(position.Revenue)}, 0)",
            Money(position.EcOp)
        );
    }

    private string RiskInputs(FiguresRow figures) =>
        say[
            "inputs.k",
            Numbers.Rate(figures.Pd),
            Numbers.Percent(figures.Lgd),
            Numbers.Fixed(figures.MaturityYears, 1),
            show.AmountInWords(figures.OperatingRevenue)
        ];

    private ReturnLine Input(string key, double? amount) => new(say[$"line.{key}"], "", "", Money(amount), LineWeight.Input);

    private ReturnLine Term(string key, string formula, string inputs, string result) =>
        new(say[$"line.{key}"], formula, inputs, result, LineWeight.Term);

    private ReturnLine Total(string key, string formula, string inputs, string result) =>
        new(say[$"line.{key}"], formula, inputs, result, LineWeight.Total);

    private static string Money(double? yuan) => Numbers.Amount(yuan);

    private static string Bracketed(double? yuan) => yuan < 0 ? $"({Money(yuan)})" : Money(yuan);
}
