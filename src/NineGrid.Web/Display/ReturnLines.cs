using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Schemes;

namespace NineGrid.Web.Display;

/// <summary>A number that enters a line, and where it comes from.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Source">Months and import, statement, parameter of the scheme, or another line.</param>
public sealed record ReturnInput(string Name, string Value, string Source);

/// <summary>A line of the arithmetic: what it is, how it is computed, with which numbers, and what comes out.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Formula">The formula in words and symbols.</param>
/// <param name="Numbers">The same with numbers; empty where that says no more.</param>
/// <param name="Result">The result as stored.</param>
/// <param name="Weight">Whether it is a result or only an input of one.</param>
/// <param name="Inputs">The numbers that enter it.</param>
public sealed record ReturnLine(
    string Name,
    string Formula,
    string Numbers,
    LineResult Result,
    LineWeight Weight,
    IReadOnlyList<ReturnInput> Inputs
);

/// <summary>What comes out of a line.</summary>
/// <param name="Value">Yuan, or a fraction; null when not measured.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Text">The same for people.</param>
public sealed record LineResult(double? Value, ColumnKind Kind, string Text);

/// <summary>How much a line stands out.</summary>
public enum LineWeight
{
    Input,
    Term,
    Total,
}

/// <summary>Writes revenue, cost, loss, capital, RAROC and EVA of a customer line by line (3.2), each with its inputs and where they come from. It shows stored terms; it computes none.</summary>
public sealed class ReturnLines(Words say, Numbers show)
{
    /// <summary>The lines; empty for customers without figures.</summary>
    public IReadOnlyList<ReturnLine> Of(CustomerView customer, Viewpoint at) =>
        customer.Figures is FiguresRow figures ? [.. new Lines(say, show, customer, figures, at).All()] : [];

    private sealed class Lines(Words say, Numbers show, CustomerView customer, FiguresRow figures, Viewpoint at)
    {
        private readonly PositionRow _position = customer.Position;
        private readonly Scheme _scheme = at.Scheme;

        public IEnumerable<ReturnLine> All()
        {
            yield return Flow("loan_nii", figures.LoanNii, LineWeight.Input);
            yield return Flow("deposit_nii", figures.DepositNii, LineWeight.Input);
            yield return Flow("fee_income", figures.FeeIncome, LineWeight.Input);
            yield return Line(
                "revenue",
                $"{Money(figures.LoanNii)} + {Money(figures.DepositNii)} + {Money(figures.FeeIncome)}",
                Yuan(_position.Revenue),
                LineWeight.Term,
                Above("loan_nii", figures.LoanNii),
                Above("deposit_nii", figures.DepositNii),
                Above("fee_income", figures.FeeIncome)
            );
            yield return Flow("cost", _position.Cost, LineWeight.Term);
            yield return Loss();
            yield return Line(
                "return",
                $"({Money(_position.Revenue)} − {Bracketed(_position.Cost)} − {Bracketed(_position.ExpectedLoss)}) × (1 − {Numbers.Percent(_scheme.Tax)})",
                Yuan(_position.Return),
                LineWeight.Total,
                Above("revenue", _position.Revenue),
                Above("cost", _position.Cost),
                Above("loss", _position.ExpectedLoss),
                Parameter("tax", Numbers.Percent(_scheme.Tax))
            );
            foreach (ReturnLine line in Capital())
            {
                yield return line;
            }

            yield return Line(
                "ec",
                $"{Money(_position.EcCredit)} + {Money(_position.EcOp)}",
                Yuan(customer.EconomicCapital),
                LineWeight.Term,
                Above("ec_credit", _position.EcCredit),
                Above("ec_op", _position.EcOp)
            );
            yield return Line(
                "raroc",
                $"{Money(_position.Return)} ÷ {Money(customer.EconomicCapital)}",
                Rate(_position.Raroc, 2),
                LineWeight.Total,
                Above("return", _position.Return),
                Above("ec", customer.EconomicCapital)
            );
            yield return Line(
                "eva",
                $"{Money(_position.Return)} − {Numbers.Percent(_scheme.Hurdle)} × {Money(customer.EconomicCapital)}",
                Yuan(_position.Eva),
                LineWeight.Total,
                Above("return", _position.Return),
                Parameter("hurdle", Numbers.Percent(_scheme.Hurdle)),
                Above("ec", customer.EconomicCapital)
            );
        }

        private ReturnLine Loss() =>
            customer.IsDefaulted
                ? new(
                    say["line.loss"],
                    say["formula.loss.default"],
                    $"{Numbers.Percent(figures.Lgd)} × {Money(figures.Ead)}",
                    Yuan(_position.ExpectedLoss),
                    LineWeight.Term,
                    [MonthEnd("pd", Numbers.Rate(figures.Pd)), MonthEnd("lgd", Numbers.Percent(figures.Lgd)), Average("ead", figures.Ead)]
                )
                : Flow("loss", _position.ExpectedLoss, LineWeight.Term);

        private IEnumerable<ReturnLine> Capital()
        {
            if (figures.EconomicCapital is not null)
            {
                yield return Credit("reported", "", Average("ec_credit", figures.EconomicCapital));
            }
            else if (figures.Ead is null or 0)
            {
                yield return Credit("none", "", Average("ead", figures.Ead));
            }
            else if (_position.EcCredit is null)
            {
                yield return Credit("unknown", "", [Average("ead", figures.Ead), .. Risk()]);
            }
            else if (customer.IsDefaulted)
            {
                yield return Credit("default", "", [Average("ead", figures.Ead), .. Risk()]);
            }
            else
            {
                yield return new(
                    say["line.k"],
                    say["formula.k"],
                    "",
                    Rate(figures.CapitalRatio, 3),
                    LineWeight.Input,
                    [
                        .. Risk(),
                        new(say["input.sales"], show.AmountInWords(figures.OperatingRevenue), Statement),
                        Parameter("pd_floor", Numbers.Rate(_scheme.PdFloor)),
                        Parameter("sme", $"{show.AmountInWords(_scheme.SmeLower * 1e6)} – {show.AmountInWords(_scheme.SmeUpper * 1e6)}"),
                    ]
                );
                yield return new(
                    say["line.ec_credit"],
                    say["formula.ec_credit"],
                    $"{Numbers.Fixed(_scheme.CapitalMultiplier, 2)} × {Numbers.Percent(figures.CapitalRatio, 3)} × {Money(figures.Ead)}",
                    Yuan(_position.EcCredit),
                    LineWeight.Term,
                    [
                        Parameter("multiplier", Numbers.Fixed(_scheme.CapitalMultiplier, 2)),
                        new(say["line.k"], Numbers.Percent(figures.CapitalRatio, 3), say["source.line"]),
                        Average("ead", figures.Ead),
                    ]
                );
            }

            yield return Line(
                "ec_op",
                $"{Numbers.Percent(_scheme.Beta)} × max({Money(_position.Revenue)}, 0)",
                Yuan(_position.EcOp),
                LineWeight.Term,
                Parameter("beta", Numbers.Percent(_scheme.Beta)),
                Above("revenue", _position.Revenue)
            );
        }

        private IEnumerable<ReturnInput> Risk() =>
            [
                MonthEnd("pd", Numbers.Rate(figures.Pd)),
                MonthEnd("lgd", Numbers.Percent(figures.Lgd)),
                MonthEnd("maturity", Numbers.Fixed(figures.MaturityYears, 1)),
            ];

        private ReturnLine Credit(string way, string numbers, params IReadOnlyList<ReturnInput> inputs) =>
            new(say["line.ec_credit"], say[$"formula.ec_credit.{way}"], numbers, Yuan(_position.EcCredit), LineWeight.Term, inputs);

        private ReturnLine Flow(string key, double? amount, LineWeight weight) =>
            new(
                say[$"line.{key}"],
                say[$"formula.{key}"],
                "",
                Yuan(amount),
                weight,
                [
                    new(
                        say[$"line.{key}"],
                        Money(amount),
                        customer.IsAnnualised ? say["source.annualised", Window, Span, Facts] : say["source.window", Window, Facts]
                    ),
                ]
            );

        private ReturnLine Line(
            string key,
            string numbers,
            LineResult result,
            LineWeight weight,
            params IReadOnlyList<ReturnInput> inputs
        ) => new(say[$"line.{key}"], say[$"formula.{key}"], numbers, result, weight, inputs);

        private static LineResult Yuan(double? amount) => new(amount, ColumnKind.Money, Money(amount));

        private static LineResult Rate(double? fraction, int decimals) =>
            new(fraction, ColumnKind.Fraction, Numbers.Percent(fraction, decimals));

        private ReturnInput Above(string key, double? amount) => new(say[$"line.{key}"], Money(amount), say["source.line"]);

        private ReturnInput Parameter(string key, string value) =>
            new(say[$"parameter.{key}"], value, say["source.scheme", Numbers.Count(at.SchemeVersion)]);

        private ReturnInput Average(string key, double? amount) =>
            new(say[$"input.{key}"], Money(amount), say["source.average", Window, Facts]);

        private ReturnInput MonthEnd(string key, string value) => new(say[$"input.{key}"], value, say["source.newest", Window, Facts]);

        private string Window => say["window", show.Month(at.Period.AddMonths(-11)), show.Month(at.Period)];

        private string Span => Numbers.Count(_position.Span ?? 0);

        private string Facts => Batch(customer.Batch.Facts);

        private string Statement =>
            figures.FiscalYear is int year
                ? say[
                    "source.statement",
                    year.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Batch(customer.Batch.Statements)
                ]
                : say["source.statement.none"];

        private string Batch(ImportBatch? import) =>
            import is null ? say["source.batch.none"] : say["source.batch", Numbers.Count(import.No)];
    }

    private static string Money(double? yuan) => Numbers.Amount(yuan);

    private static string Bracketed(double? yuan) => yuan < 0 ? $"({Money(yuan)})" : Money(yuan);
}
