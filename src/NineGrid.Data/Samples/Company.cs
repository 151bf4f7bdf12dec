using System.Globalization;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>What is true of a customer for good: who it is, how large, how deep our relationship, how well it pays. Its statements and months follow from it.</summary>
internal sealed class Company
{
    private static readonly double[] SizeWeights = [0.03, 0.15, 0.47, 0.35];
    private static readonly double[] ParentSizeWeights = [0.5, 0.4, 0.1, 0];
    private static readonly double[] MemberSizeWeights = [0.1, 0.4, 0.45, 0.05];

    // Share of each GB/T 4754 section, A to T, among companies that bank with a commercial bank.
    private static readonly double[] IndustryWeights = [2, 1, 28, 2, 10, 27, 5, 3, 5, 0.8, 4, 6, 3, 1, 1.2, 0.7, 0.7, 0.8, 0.15, 0.1];

    // Operating revenue in yuan, within the bounds of the official size classes for industry: 400, 20 and 3 million.
    private static readonly Spread[] Revenues =
    [
        new(400e6, 600e6, 900e6, 1_500e6, 3_200e6, 25_000e6),
        new(20e6, 38e6, 65e6, 110e6, 190e6, 400e6),
        new(3e6, 4.5e6, 6.5e6, 9e6, 13e6, 20e6),
        new(0.4e6, 0.8e6, 1.2e6, 1.7e6, 2.3e6, 3e6),
    ];

    private static readonly Spread Depths = new(0.06, 0.2, 0.31, 0.42, 0.57, 0.92);
    private static readonly Spread Headcost = new(250e3, 500e3, 800e3, 1_300e3, 3_000e3);
    private static readonly double[] CostShares = [0.24, 0.3, 0.36, 0.38];
    private static readonly double[] Margins = [0.0072, 0.0105, 0.0147, 0.0202];
    private static readonly double[] MonthlyTransactions = [700, 160, 45, 14];
    private static readonly double[] Lgds = [0.25, 0.35, 0.4, 0.4, 0.45, 0.45, 0.5, 0.6];

    public Company(SampleBank bank, int index)
    {
        var dice = new Dice(bank.Seed, Subject.Company, index);
        Index = index;
        Story = Stories.Months.Deal(bank.Seed, Subject.Story, index);
        Custody = Stories.Statements.Deal(bank.Seed, Subject.Custody, index);

        Group = Groups.Of(bank, index);
        var family = new Dice(bank.Seed, Subject.Family, Group?.Number ?? -1 - index);
        string stem = Names.Stem(ref family);
        int familyIndustry = family.Weighted(IndustryWeights);
        double familyPrice = family.Bell();
        int familyTier1 = bank.Network.Tier1(ref family);

        bool loyal = Group is not null && dice.Chance(0.6);
        Industry = (char)('A' + (loyal ? familyIndustry : dice.Weighted(IndustryWeights)));
        int size = dice.Weighted(
            Group switch
            {
                null => SizeWeights,
                { Rank: 0 } => ParentSizeWeights,
                _ => MemberSizeWeights,
            }
        );

        // One large default would drown the return of a bank of a few thousand customers.
        Size = Story == Story.Defaulted ? Math.Max(size, 1) : size;
        Desk = bank.Network.DeskFor(Size, loyal ? familyTier1 : bank.Network.Tier1(ref dice), ref dice);
        Manager = Stories.Managed.Deal(bank.Seed, Subject.Care, index) ? Desk.FirstManager + dice.Below(Desk.Managers) : null;
        string city = Desk.City ?? dice.Pick(Place.All).Name;
        Name = Names.Company(city, stem, Industry, listed: Size == 0 && dice.Chance(0.5), ref dice);
        CreditCode = dice.Chance(0.9) ? CodeOf(Desk.Place, index, ref dice) : null;

        (First, Last) = Life(bank, ref dice);
        OpenedOn = Opening(bank, ref dice);

        Depth = Depths.Draw(ref dice);
        BaseRevenue = Revenues[Size].Draw(ref dice);
        Trend = 0.028 + (0.085 * dice.Bell());
        Margin = dice.Chance(0.07) ? -dice.Between(0.01, 0.06) : dice.Between(0.015, 0.12);
        CashShare = dice.Between(0.06, 0.18);
        DebtShare = dice.Between(0.14, 0.5);
        Employees = Math.Max(1, (int)(BaseRevenue / Headcost.Draw(ref dice)));

        Borrows = Story is not (Story.DepositOnly or Story.Silent);
        Grade = Math.Clamp((int)Math.Round(3.6 + (0.75 * Size) + (1.7 * dice.Bell())), 0, Credit.Worst - 1);
        Lgd = dice.Pick(Lgds);
        Maturity = Math.Round(dice.Between(2, 16)) / 4;
        LendingShare = Math.Clamp(0.08 + (0.55 * Depth * dice.Between(0.6, 1.6)), 0.04, 0.9);
        WalletShare = Math.Clamp(0.04 + (0.75 * Depth * dice.Between(0.5, 1.5)), 0.02, 0.95);

        double price = Group is null ? dice.Bell() : (0.75 * familyPrice) + (0.65 * dice.Bell());
        LoanSpread =
            Story == Story.Subsidised
                ? -dice.Between(0.003, 0.008)
                : Math.Max(0.002, Margins[Size] + (0.75 * Credit.Pd(Grade) * Lgd) + (0.0048 * price) + (0.006 * (Depth - 0.4)));
        DemandShare = Math.Clamp(0.2 + (0.55 * Depth) + (0.14 * dice.Bell()), 0.02, 0.98);
        DepositSpread = 0.005 + (0.011 * DemandShare) + dice.Between(-0.001, 0.002);
        FeeRate = Story == Story.Subsidised ? 0 : (0.0001 + (0.0011 * Depth)) * dice.Between(0.3, 1.7);
        CostShare = Math.Clamp(CostShares[Size] + (0.2 * (0.4 - Depth)) + (0.08 * dice.Bell()), 0.1, 0.85);

        Transactions = MonthlyTransactions[Size] * (0.3 + (1.8 * Depth)) * dice.Between(0.4, 1.8);
        EShare = Math.Clamp(0.42 + (0.45 * Depth) + (0.1 * dice.Bell()), 0.05, 0.9);
        SettlementShare = Math.Clamp(0.03 + (0.75 * Depth * dice.Between(0.4, 1.5)), 0.01, 1.1);
        PayrollShare = Math.Clamp(0.15 + (0.9 * Depth * dice.Between(0.5, 1.4)), 0.05, 1);
        LineHeadroom = dice.Between(1.08, 1.9);
        Habit = dice.Below(Catalogue.Habits);
        ReportsLoss = dice.Chance(0.3);
        ReportsCapital = dice.Chance(0.1) && Story is not Story.Unrated;
    }

    public int Index { get; }
    public string No => NumberOf(Index);
    public string Name { get; }
    public string? CreditCode { get; }
    public Desk Desk { get; }
    public int? Manager { get; }
    public Membership? Group { get; }
    public char Industry { get; }

    /// <summary>0 large to 3 micro.</summary>
    public int Size { get; }

    public Story Story { get; }
    public Custody Custody { get; }
    public DateOnly OpenedOn { get; }

    /// <summary>Month of the first row of facts.</summary>
    public Period First { get; }

    /// <summary>Month of the last row of facts.</summary>
    public Period Last { get; }

    /// <summary>How deep the relationship is at the start, 0 to 1: it moves shares, products, channels and prices together.</summary>
    public double Depth { get; }

    /// <summary>Operating revenue a year at the start, yuan.</summary>
    public double BaseRevenue { get; }

    /// <summary>Growth of operating revenue a year around which the years scatter.</summary>
    public double Trend { get; }

    /// <summary>Net profit per yuan of operating revenue.</summary>
    public double Margin { get; }

    /// <summary>Cash per yuan of operating revenue.</summary>
    public double CashShare { get; }

    /// <summary>Interest-bearing debt per yuan of operating revenue.</summary>
    public double DebtShare { get; }

    public int Employees { get; }
    public bool Borrows { get; }
    public int Grade { get; }
    public double Lgd { get; }
    public double Maturity { get; }
    public double LendingShare { get; }
    public double WalletShare { get; }
    public double LoanSpread { get; }
    public double DepositSpread { get; }
    public double DemandShare { get; }

    /// <summary>Fees per yuan of operating revenue.</summary>
    public double FeeRate { get; }

    /// <summary>Operating cost per yuan of our revenue at the start.</summary>
    public double CostShare { get; }

    /// <summary>A month's count at the start.</summary>
    public double Transactions { get; }

    public double EShare { get; }
    public double SettlementShare { get; }
    public double PayrollShare { get; }

    /// <summary>Credit limit per yuan of loans expected.</summary>
    public double LineHeadroom { get; }

    public int Habit { get; }
    public bool ReportsLoss { get; }
    public bool ReportsCapital { get; }

    public static string NumberOf(int index) => string.Create(CultureInfo.InvariantCulture, $"C{index + 1:00000000}");

    /// <summary>Loans at the start, yuan.</summary>
    public double BaseLoans => Borrows ? BaseRevenue * DebtShare * LendingShare : 0;

    /// <summary>Deposits at the start, yuan.</summary>
    public double BaseDeposits => BaseRevenue * CashShare * WalletShare * (Story is Story.Silent or Story.Subsidised ? 0.02 : 1);

    /// <summary>Fees a year at the start, yuan.</summary>
    public double BaseFees => Story == Story.Silent ? 0 : BaseRevenue * FeeRate;

    /// <summary>Our revenue a year at the start, yuan, counting a subsidised loan as if it were paid for.</summary>
    public double BaseIncome => (BaseLoans * Math.Abs(LoanSpread)) + (BaseDeposits * DepositSpread) + BaseFees;

    /// <summary>Writes its row of <c>customers.csv</c>.</summary>
    public void WriteMasterData(CsvBytes csv) =>
        csv.Text(No)
            .Text(Name)
            .Text(CreditCode ?? string.Empty)
            .Text(Desk.Branch.Code)
            .Text(Manager is { } manager ? Network.ManagerNo(manager) : string.Empty)
            .Text(Group is { } group ? Groups.CodeOf(group.Number) : string.Empty)
            .Text(Domain.Bank.Industry.Of(Industry).ToString())
            .Text(SizeClassCode.Of((SizeClass)(Size + 1)))
            .Day(OpenedOn)
            .EndRow();

    private (Period First, Period Last) Life(SampleBank bank, ref Dice dice)
    {
        Period start = bank.First;
        int months = bank.Months;
        int span = Story switch
        {
            Story.New => 1 + dice.Below(2),
            Story.Recent => 3 + dice.Below(9),
            _ when months > 12 && dice.Chance(0.06) => months - dice.Below(months - 12),
            _ => months,
        };
        int silent = Story == Story.Lost && months > 12 ? 12 + dice.Below(Math.Min(9, months - 12)) : 0;
        return (silent > 0 ? start : bank.End.AddMonths(1 - Math.Min(span, months)), bank.End.AddMonths(-silent));
    }

    private DateOnly Opening(SampleBank bank, ref Dice dice)
    {
        int day = 1 + dice.Below(28);
        Period month = First == bank.First ? First.AddMonths(-1 - dice.Below(Math.Min(180, First.Index - 13))) : First;
        return new DateOnly(month.Year, month.Month, day);
    }

    /// <summary>A unified social credit code with a right check character whose division code, province + 9900, is assigned to no county, so that it is nobody's.</summary>
    private static string CodeOf(Place? place, int index, ref Dice dice)
    {
        const string Digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        Span<char> code = stackalloc char[17];
        "91".CopyTo(code);
        (place?.Region ?? "11").CopyTo(code[2..]);
        "9900MA".CopyTo(code[4..]);
        int rest = index;
        for (int i = 15; i >= 10; i--)
        {
            code[i] = Digits[rest % Digits.Length];
            rest /= Digits.Length;
        }

        code[16] = Digits[dice.Below(Digits.Length)];
        return $"{code}{Domain.Bank.CreditCode.CheckCharacter(code)}";
    }
}
