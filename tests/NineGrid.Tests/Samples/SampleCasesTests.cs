using System.Globalization;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Samples;

/// <summary>Every awkward case is in the bank, told from its files alone, and none of them is common.</summary>
public sealed class SampleCasesTests(SampleCasesTests.Book book) : IClassFixture<SampleCasesTests.Book>
{
    private const int Customers = 1_000;

    // The cases are dealt at 0.5 to 3 %; nature adds a few.
    private const int Few = 5;
    private const int Many = 45;

    [Fact]
    public void New_customers_have_one_or_two_months() => Assert.InRange(Count(c => c.FirstAgo <= 1), Few, Many);

    [Fact]
    public void Annualised_customers_have_three_to_eleven_months() => Assert.InRange(Count(c => c.FirstAgo is >= 2 and <= 10), Few, Many);

    [Fact]
    public void Lost_customers_have_no_row_in_the_last_twelve_months() => Assert.InRange(Count(c => c.LastAgo >= 12), Few, Many);

    [Fact]
    public void Deposit_only_customers_have_revenue_and_no_exposure() =>
        Assert.InRange(Count(c => c.Rows.All(r => r["ead"].Length == 0) && c.Rows.Any(r => Number(r["deposit_nii"]) > 0)), Few, Many);

    [Fact]
    public void Unmanaged_customers_have_no_manager() => Assert.InRange(Count(c => c.Master["manager_no"].Length == 0), Few, Many);

    [Fact]
    public void Defaulted_customers_have_pd_one_and_money_overdue() =>
        Assert.InRange(Count(c => c.Newest["pd"] == "1" && Number(c.Newest["overdue_balance"]) > 0), Few, Many);

    [Fact]
    public void Unrated_customers_have_exposure_without_pd_or_lgd_or_reported_capital()
    {
        List<Customer> unrated =
        [
            .. book.Customers.Where(c =>
                c.Rows.All(r => Number(r["ead"]) > 0 && r["economic_capital"].Length == 0 && (r["pd"].Length == 0 || r["lgd"].Length == 0))
            ),
        ];

        Assert.InRange(unrated.Count, Few, Many);
        Assert.Contains(unrated, c => c.Newest["pd"].Length == 0);
        Assert.Contains(unrated, c => c.Newest["lgd"].Length == 0);
    }

    [Fact]
    public void Silent_customers_have_neither_exposure_nor_revenue() =>
        Assert.InRange(Count(c => c.Rows.All(r => r["ead"].Length == 0 && Income(r) == 0)), Few, Many);

    [Fact]
    public void Some_customers_have_months_without_a_row() =>
        Assert.InRange(Count(c => c.Rows.Count < c.FirstAgo - c.LastAgo + 1), Few, Many);

    [Fact]
    public void Deposits_have_fled_from_some() =>
        Assert.InRange(
            Count(c => c.LastAgo == 0 && c.FirstAgo >= 24 && Number(c.Newest["avg_deposits"]) < 0.6m * Number(c.At(12)?["avg_deposits"])),
            Few,
            Many
        );

    [Fact]
    public void Lines_are_exhausted_for_three_months() =>
        Assert.InRange(
            Count(c =>
                Enumerable
                    .Range(0, 3)
                    .All(ago =>
                        c.At(ago) is { } r && Number(r["credit_limit"]) > 0 && Number(r["credit_used"]) >= 0.95m * Number(r["credit_limit"])
                    )
            ),
            Few,
            Many * 2
        );

    [Fact]
    public void Dormant_customers_hardly_transact_any_more() =>
        Assert.InRange(
            Count(c =>
                c.LastAgo == 0
                && c.Rows.Count > 12
                && Number(c.Newest["transactions"]) < 0.4m * c.Rows.TakeLast(12).Average(r => Number(r["transactions"]))
            ),
            Few,
            Many
        );

    [Fact]
    public void Some_revenue_is_negative() => Assert.InRange(Count(c => c.Rows.TakeLast(12).Sum(Income) < 0), Few, Many);

    [Fact]
    public void Some_capital_and_some_losses_are_reported_and_most_are_not()
    {
        Assert.InRange(Count(c => c.Newest["economic_capital"].Length > 0), Customers * 0.05, Customers * 0.15);
        Assert.InRange(Count(c => c.Newest["expected_loss"].Length > 0), Customers * 0.2, Customers * 0.4);
    }

    [Fact]
    public void Statements_are_missing_stale_or_too_few_for_some()
    {
        Assert.InRange(Count(c => c.Statements.Count == 0), Few, Many);
        Assert.InRange(Count(c => c.Statements.Count == 2), Few, Many);
        Assert.InRange(Count(c => c.Statements.Count > 0 && c.Statements[^1]["fiscal_year"] == "2022"), Few, Many);
        Assert.InRange(Count(c => c.Statements.Count > 0 && c.Statements[^1]["net_profit"].Length == 0), Few, Many);
    }

    [Fact]
    public void Some_profits_cross_zero() =>
        Assert.InRange(Count(c => c.Statements.TakeLast(3).Select(r => Number(r["net_profit"]) < 0).Distinct().Count() == 2), Few, Many);

    [Fact]
    public void Groups_have_two_to_six_members_a_leading_company_or_none_and_members_without_a_place()
    {
        var members = book.Customers.Where(c => c.Master["group_code"].Length > 0).ToLookup(c => c.Master["group_code"]);
        var groups = book.Written.Rows("groups.csv");

        Assert.All(groups, row => Assert.InRange(members[row["code"]].Count(), 2, 6));
        Assert.Contains(groups, row => row["parent_customer_no"].Length == 0);
        Assert.Contains(groups, row => row["parent_customer_no"].Length > 0);
        Assert.Contains(members, group => group.Any(c => c.LastAgo >= 12 || c.FirstAgo <= 1));
    }

    private static decimal Income(IReadOnlyDictionary<string, string> row) =>
        (Number(row["loan_nii"]) ?? 0) + (Number(row["deposit_nii"]) ?? 0) + (Number(row["fee_income"]) ?? 0);

    private static decimal? Number(string? field) =>
        string.IsNullOrEmpty(field) ? null : decimal.Parse(field, CultureInfo.InvariantCulture);

    private int Count(Func<Customer, bool> isSo) => book.Customers.Count(isSo);

    /// <summary>What the files say of one customer, rows in the order of time.</summary>
    public sealed record Customer(
        IReadOnlyDictionary<string, string> Master,
        IReadOnlyList<IReadOnlyDictionary<string, string>> Rows,
        IReadOnlyList<IReadOnlyDictionary<string, string>> Statements,
        int End
    )
    {
        public IReadOnlyDictionary<string, string> Newest => Rows[^1];

        /// <summary>Months between the first row and the end of the bank.</summary>
        public int FirstAgo => End - Month(Rows[0]);

        /// <summary>Months between the last row and the end of the bank.</summary>
        public int LastAgo => End - Month(Rows[^1]);

        /// <summary>The row of so many months before the end, if there is one.</summary>
        public IReadOnlyDictionary<string, string>? At(int ago) => Rows.FirstOrDefault(row => Month(row) == End - ago);

        private static int Month(IReadOnlyDictionary<string, string> row) => Period.Parse(row["period"]).Index;
    }

    public sealed class Book : IDisposable
    {
        public Book()
        {
            Written = new WrittenBank(SampleCasesTests.Customers, 36);
            var facts = Written.Rows("facts.csv").ToLookup(row => row["customer_no"]);
            var statements = Written.Rows("statements.csv").ToLookup(row => row["customer_no"]);
            Customers =
            [
                .. Written
                    .Rows("customers.csv")
                    .Select(row => new Customer(
                        row,
                        [.. facts[row["customer_no"]]],
                        [.. statements[row["customer_no"]]],
                        Written.Bank.End.Index
                    )),
            ];
        }

        internal WrittenBank Written { get; }

        public IReadOnlyList<Customer> Customers { get; }

        public void Dispose() => Written.Dispose();
    }
}
