using System.Globalization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>What the address of a what-if asks: moved levers, changed terms, a deal.</summary>
/// <remarks>Money stands in the address in the unit it was typed in, and the address says which, so that it means the same in both languages.</remarks>
public sealed class WhatIfForm
{
    private const double MostMoney = 1e13; // yuan
    private const double MostYears = 30;

    private readonly Address _address;
    private readonly Words _say;
    private readonly Numbers _show;
    private readonly double _typedIn;

    /// <summary>Reads an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="figures">The customer's figures.</param>
    /// <param name="guidance">Its guidance.</param>
    /// <param name="say">Words.</param>
    /// <param name="show">Numbers.</param>
    public WhatIfForm(Address address, CustomerFigures figures, CustomerGuidance guidance, Words say, Numbers show)
    {
        (_address, _say, _show) = (address, say, show);
        _typedIn = Units.FirstOrDefault(
            unit => string.Equals(address["unit"], WhatIfField.Plain(unit), StringComparison.Ordinal),
            Numbers.AmountScale
        );
        WhatIf whatIf = guidance.WhatIf;
        bool earns = !double.IsNaN(whatIf.DepositSpread);
        double rate = Indicator.Value(figures.LoanNii, figures.AvgLoans);
        Levers = [.. guidance.Levers.Select(lever => (lever, Read(Fraction(lever.Kind))))];
        Terms =
        [
            Read(Money("deposits", figures.AvgDeposits, figures.Cash) with { IsOpen = earns }),
            Read(Money("loans", figures.AvgLoans, figures.CreditLimit)),
            Read(Rate("rate", rate)),
            Read(Money("fees", figures.FeeIncome, Measured.Not)),
            Read(Share("lgd", figures.Lgd) with { IsOpen = whatIf.KnowsCollateral }),
            Read(Years("maturity", figures.MaturityYears) with { IsOpen = whatIf.KnowsMaturity }),
        ];
        DealTerms =
        [
            Read(Money("amount", Measured.Not, figures.AvgLoans)),
            Read(Rate("deal-rate", whatIf.LoanSpread)),
            Read(Money("deal-fees", 0, Measured.Not)),
            Read(Money("deal-deposits", 0, figures.AvgDeposits) with { IsOpen = earns }),
            Read(Years("deal-maturity", double.IsNaN(figures.MaturityYears) ? 2.5 : figures.MaturityYears)),
            Read(Share("deal-lgd", figures.Lgd)),
            Read(Share("deal-pd", figures.Pd)),
        ];
        if (Asked("amount") is > 0)
        {
            DealTerms = [.. DealTerms.Select(Required)];
        }

        Faulty = [.. Levers.Select(one => one.Field).Concat(Fields).Where(field => field.Fault is not null)];
        Fractions = Levers.Where(one => one.Field.Value is > 0).ToDictionary(one => one.Lever.Kind, one => one.Field.Value!.Value);
        Changes = new()
        {
            Deposits = Asked("deposits"),
            Loans = Asked("loans"),
            LoanSpread = Asked("rate"),
            FeeIncome = Asked("fees"),
            Lgd = Asked("lgd"),
            MaturityYears = Asked("maturity"),
        };
        Deal =
            Faulty.Count == 0 && Asked("amount") is > 0 and double amount
                ? new(
                    amount,
                    OrToday("deal-rate"),
                    OrToday("deal-fees"),
                    OrToday("deal-deposits"),
                    OrToday("deal-maturity"),
                    OrToday("deal-lgd"),
                    OrToday("deal-pd")
                )
                : null;
    }

    private static readonly double[] Units = [1, 1e3, 1e4];
    private static readonly double[] RoundNumbers = [1, 2, 5, 10];

    /// <summary>The parameters, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Enum.GetValues<LeverKind>().Select(LeverNames.InAddress),
        "deposits",
        "loans",
        "rate",
        "fees",
        "lgd",
        "maturity",
        "amount",
        "deal-rate",
        "deal-fees",
        "deal-deposits",
        "deal-maturity",
        "deal-lgd",
        "deal-pd",
        "unit",
    ];

    /// <summary>The unit in which money is typed here, in yuan.</summary>
    public static string Unit => WhatIfField.Plain(Numbers.AmountScale);

    /// <summary>The levers of the customer, each with how far it is moved, in percent.</summary>
    public IReadOnlyList<(Lever Lever, WhatIfField Field)> Levers { get; }

    /// <summary>The terms of the business there is.</summary>
    public IReadOnlyList<WhatIfField> Terms { get; }

    /// <summary>The terms of a new deal; it begins with its amount.</summary>
    public IReadOnlyList<WhatIfField> DealTerms { get; }

    /// <summary>The fields that cannot be understood; when there are any, nothing is computed.</summary>
    public IReadOnlyList<WhatIfField> Faulty { get; }

    /// <summary>How far each lever is moved.</summary>
    public IReadOnlyDictionary<LeverKind, double> Fractions { get; }

    /// <summary>The changed terms.</summary>
    public ChangedTerms Changes { get; }

    /// <summary>The deal; null for none.</summary>
    public Deal? Deal { get; }

    /// <summary>Whether anything but the deal is tried.</summary>
    public bool ChangesBusiness => Fractions.Count > 0 || Changes != ChangedTerms.None;

    private IEnumerable<WhatIfField> Fields => Terms.Concat(DealTerms);

    private double? Asked(string name) => Named(name).Value;

    private double OrToday(string name)
    {
        WhatIfField field = Named(name);
        return field.Value ?? (field.Today ?? 0) * field.Scale;
    }

    private WhatIfField Named(string name) => Fields.First(field => field.Name.Equals(name, StringComparison.Ordinal));

    private WhatIfField Fraction(LeverKind kind) =>
        new(kind.InAddress(), _say.Of(kind), "%", 0.01)
        {
            Today = 0,
            Most = 100,
            Step = 5,
            Highest = 100,
        };

    private WhatIfField Money(string name, double today, double most)
    {
        double scale = Numbers.AmountScale;
        double end = Round(Math.Max(Measured.OrZero(today) * 2, Math.Max(Measured.OrZero(most), 100 * scale)) / scale);
        return new(name, _say[$"what-if.{name}"], _show.AmountUnit, scale)
        {
            Today = Measured.OrNull(today) / scale,
            Most = end,
            Step = end / 100,
            Highest = MostMoney / scale,
        };
    }

    private WhatIfField Rate(string name, double today) =>
        Share(name, today) with
        {
            Least = Math.Min(-1, Math.Floor(Measured.OrZero(today) * 100)),
            Most = Math.Max(5, Math.Ceiling(Measured.OrZero(today) * 200)),
            Step = 0.05,
            Lowest = -100,
        };

    private WhatIfField Share(string name, double today) =>
        new(name, _say[$"what-if.{name}"], "%", 0.01)
        {
            Today = Measured.OrNull(today) * 100,
            Most = 100,
            Step = 1,
            Highest = 100,
        };

    private WhatIfField Years(string name, double today) =>
        new(name, _say[$"what-if.{name}"], _say["unit.years"], 1)
        {
            Today = Measured.OrNull(today),
            Least = 1,
            Most = 5,
            Step = 0.25,
            Lowest = 0.01,
            Highest = MostYears,
        };

    /// <summary>1, 2 or 5 with zeros, not below a number.</summary>
    private static double Round(double value)
    {
        double tens = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundNumbers.Select(step => step * tens).First(end => end >= value);
    }

    private WhatIfField Read(WhatIfField field)
    {
        if (_address[field.Name] is not string typed || !field.IsOpen)
        {
            return field;
        }

        bool isMoney = field.Scale.Equals(Numbers.AmountScale);
        double unit = isMoney ? _typedIn : field.Scale;
        string plain = string.Concat(typed.Where(letter => letter is not (',' or '\u202F' or ' ')));
        bool isNumber = double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        string text = isNumber && isMoney && !unit.Equals(field.Scale) ? WhatIfField.Plain(number * unit / field.Scale) : typed;
        double inUnit = number * unit / field.Scale;
        return isNumber && inUnit >= field.Lowest && inUnit <= field.Highest
            ? field with
            {
                Text = text,
                Value = number * unit,
            }
            : field with
            {
                Text = text,
                Fault = _say["what-if.fault", WhatIfField.Plain(field.Lowest), WhatIfField.Plain(field.Highest), field.Unit],
            };
    }

    private WhatIfField Required(WhatIfField field) =>
        field is { Value: null, Today: null, Fault: null } ? field with { Fault = _say["what-if.required"] } : field;
}
