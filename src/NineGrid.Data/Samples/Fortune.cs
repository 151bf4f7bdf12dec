namespace NineGrid.Data.Samples;

/// <summary>How a customer and our business with it develop year by year.</summary>
internal sealed class Fortune
{
    private readonly Company _company;
    private readonly double[] _revenue;
    private readonly double[] _income;
    private readonly double[] _deepening;

    public Fortune(SampleBank bank, Company company)
    {
        _company = company;
        FirstYear = Math.Min(bank.End.NewestFiscalYear - 4, bank.First.Year);
        int years = bank.End.Year - FirstYear + 1;
        _revenue = new double[years];
        _income = new double[years];
        _deepening = new double[years];
        var dice = new Dice(bank.Seed, Subject.Statements, company.Index);
        double revenue = company.BaseRevenue;
        for (int y = 0; y < years; y++)
        {
            double own = Math.Clamp(company.Trend + (0.1 * dice.Bell()), -0.6, 0.9);
            double ours = 0.11 * dice.Bell();
            revenue *= 1 + own;
            _revenue[y] = revenue;
            _income[y] = Math.Clamp(0.025 + (0.45 * own) + ours, -0.6, 0.9);
            _deepening[y] = 0.5 * ours;
        }
    }

    /// <summary>The earliest year that is known.</summary>
    public int FirstYear { get; }

    /// <summary>The customer's operating revenue of a year, yuan.</summary>
    public double Revenue(int year) => _revenue[year - FirstYear];

    /// <summary>Growth of our business with it in a year.</summary>
    public double IncomeGrowth(int year) => _income[year - FirstYear];

    /// <summary>By how much the relationship gets deeper in a year.</summary>
    public double Deepening(int year) => _deepening[year - FirstYear];

    /// <summary>Writes its rows of <c>statements.csv</c>.</summary>
    public void WriteStatements(SampleBank bank, CsvBytes csv)
    {
        if (_company.Custody == Custody.None)
        {
            return;
        }

        int published = bank.End.NewestFiscalYear;
        int newest = _company.Custody == Custody.Stale ? published - 2 : published;
        int oldest = _company.Custody == Custody.TwoYears ? published - 1 : published - 4;
        var dice = new Dice(bank.Seed, Subject.Custody, -1 - _company.Index);
        int turn = published - dice.Below(2);
        double assets = dice.Between(0.7, 1.6);
        for (int year = oldest; year <= newest; year++)
        {
            double revenue = Revenue(year);
            double margin = _company.Margin * dice.Wobble(0.1) * (_company.Custody == Custody.CrossesZero && year >= turn ? -0.6 : 1);
            csv.Text(_company.No).Count(year).Money(revenue);
            _ = _company.Custody == Custody.NoProfit && year == newest ? csv.Empty() : csv.Money(revenue * margin);
            csv.Money(revenue * assets * dice.Wobble(0.03))
                .Money(revenue * _company.CashShare * dice.Wobble(0.08))
                .Money(revenue * _company.DebtShare * dice.Wobble(0.05))
                .Count(Staff(year))
                .EndRow();
        }
    }

    /// <summary>Employees in a year: half as elastic as revenue.</summary>
    public long Staff(int year) => Math.Max(1, (long)(_company.Employees * 0.5 * (1 + (Revenue(year) / _company.BaseRevenue))));
}
