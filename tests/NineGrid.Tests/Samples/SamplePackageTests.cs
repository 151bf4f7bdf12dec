using System.Globalization;
using System.Text.RegularExpressions;

namespace NineGrid.Tests.Samples;

/// <summary>The rules of the import package, checked by a reader that shares no code with the importer.</summary>
public partial class SamplePackageTests
{
    /// <summary>Customers, months and end: tiny banks, a last group slot that is not full, ends before and after April.</summary>
    public static TheoryData<int, int, string> Banks =>
        new()
        {
            { 1, 1, "2025-12" },
            { 30, 2, "2024-02" },
            { 200, 12, "2025-04" },
            { 611, 30, "2025-12" },
        };

    [Theory]
    [MemberData(nameof(Banks))]
    public void Files_are_plain_utf8_with_the_columns_of_the_package(int customers, int months, string end)
    {
        using var bank = new WrittenBank(customers, months, end: end);

        Assert.Equal("code,name,parent_code,level", bank.Lines("institutions.csv")[0]);
        Assert.Equal("employee_no,name,institution_code", bank.Lines("managers.csv")[0]);
        Assert.Equal("code,name,parent_customer_no", bank.Lines("groups.csv")[0]);
        Assert.Equal("code,name,line,active", bank.Lines("products.csv")[0]);
        Assert.Equal(
            "customer_no,name,credit_code,institution_code,manager_no,group_code,industry,size,opened_on",
            bank.Lines("customers.csv")[0]
        );
        Assert.Equal(
            "customer_no,fiscal_year,operating_revenue,net_profit,total_assets,cash,interest_bearing_debt,employees",
            bank.Lines("statements.csv")[0]
        );
        Assert.Equal(
            "customer_no,period,loan_nii,deposit_nii,fee_income,operating_cost,expected_loss,economic_capital,ead,pd,lgd,maturity_years,"
                + "avg_loans,avg_deposits,avg_demand_deposits,credit_limit,credit_used,overdue_balance,transactions,e_transactions,"
                + "settlement_inflow,payroll_headcount,products",
            bank.Lines("facts.csv")[0]
        );
        Assert.All(
            WrittenBank.FileNames,
            file =>
            {
                byte[] bytes = bank.Bytes(file);
                Assert.NotEqual(0xEF, bytes[0]);
                Assert.DoesNotContain((byte)'\r', bytes);
                Assert.DoesNotContain((byte)'"', bytes);
                Assert.Equal((byte)'\n', bytes[^1]);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void Institutions_make_one_tree_whose_levels_go_down(int customers, int months, string end)
    {
        using var bank = new WrittenBank(customers, months, end: end);
        string[] levels = ["HEAD", "TIER1", "TIER2", "SUB"];
        var rows = bank.Rows("institutions.csv");
        var levelOf = rows.ToDictionary(row => row["code"], row => Array.IndexOf(levels, row["level"]));

        Assert.Single(rows, row => row["parent_code"].Length == 0);
        Assert.All(rows, row => Assert.InRange(levelOf[row["code"]], 0, 3));
        Assert.All(
            rows.Where(row => row["parent_code"].Length > 0),
            row => Assert.True(levelOf[row["parent_code"]] < levelOf[row["code"]], row["code"])
        );
        Assert.Equal(rows.Count, rows.Select(row => row["name"]).Distinct().Count());
        Assert.Contains(rows, row => row["level"] == "SUB" && levelOf.GetValueOrDefault(row["parent_code"]) == 1);
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void Every_reference_leads_to_a_row_and_every_key_occurs_once(int customers, int months, string end)
    {
        using var bank = new WrittenBank(customers, months, end: end);
        HashSet<string> institutions = Keys(bank, "institutions.csv", "code");
        HashSet<string> managers = Keys(bank, "managers.csv", "employee_no");
        HashSet<string> groups = Keys(bank, "groups.csv", "code");
        HashSet<string> products = Keys(bank, "products.csv", "code");
        HashSet<string> numbers = Keys(bank, "customers.csv", "customer_no");
        HashSet<string> facts = Keys(bank, "facts.csv", "customer_no", "period");
        Keys(bank, "statements.csv", "customer_no", "fiscal_year");
        var institutionOf = bank.Rows("managers.csv").ToDictionary(row => row["employee_no"], row => row["institution_code"]);
        var groupOf = bank.Rows("customers.csv").ToDictionary(row => row["customer_no"], row => row["group_code"]);

        Assert.Equal(customers, numbers.Count);
        Assert.True(facts.Count <= (long)customers * months);
        Assert.All(institutionOf.Values, code => Assert.Contains(code, institutions));
        Assert.All(
            bank.Rows("customers.csv"),
            row =>
            {
                Assert.Contains(row["institution_code"], institutions);
                Assert.True(row["group_code"].Length == 0 || groups.Contains(row["group_code"]));
                Assert.True(row["manager_no"].Length == 0 || institutionOf[row["manager_no"]] == row["institution_code"]);
            }
        );
        Assert.All(
            bank.Rows("groups.csv"),
            row => Assert.True(row["parent_customer_no"].Length == 0 || groupOf[row["parent_customer_no"]] == row["code"])
        );
        Assert.All(bank.Rows("statements.csv"), row => Assert.Contains(row["customer_no"], numbers));
        Assert.All(
            bank.Rows("facts.csv"),
            row =>
            {
                Assert.Contains(row["customer_no"], numbers);
                string[] held = row["products"] == "-" ? [] : row["products"].Split('|');
                Assert.Equal(held.Length, held.Distinct().Count());
                Assert.All(held, code => Assert.Contains(code, products));
            }
        );
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void Figures_are_plain_decimals_within_their_ranges(int customers, int months, string end)
    {
        using var bank = new WrittenBank(customers, months, end: end);
        string[] mayBeNegative =
        [
            "loan_nii",
            "deposit_nii",
            "fee_income",
            "operating_cost",
            "expected_loss",
            "operating_revenue",
            "net_profit",
        ];
        string[] counts = ["transactions", "e_transactions", "payroll_headcount", "employees"];
        string[] texts = ["customer_no", "period", "products", "fiscal_year"];

        Assert.All(
            bank.Rows("statements.csv").Concat(bank.Rows("facts.csv")),
            row =>
            {
                foreach ((string column, string field) in row.Where(pair => pair.Value.Length > 0 && !texts.Contains(pair.Key)))
                {
                    Assert.Matches(counts.Contains(column) ? Whole() : PlainDecimal(), field);
                    Assert.True(mayBeNegative.Contains(column) || field[0] != '-', $"{column} {field}");
                }
            }
        );
        Assert.All(
            bank.Rows("facts.csv"),
            row =>
            {
                Assert.InRange(Number(row["pd"]) ?? 0, 0, 1);
                Assert.InRange(Number(row["lgd"]) ?? 0, 0, 1);
                Assert.True(Number(row["avg_demand_deposits"]) <= Number(row["avg_deposits"]));
                Assert.True(Number(row["e_transactions"]) <= Number(row["transactions"]));
                Assert.True(row["credit_used"].Length == 0 || Number(row["credit_used"]) <= Number(row["credit_limit"]));
            }
        );
    }

    [Theory]
    [MemberData(nameof(Banks))]
    public void Months_and_years_end_where_the_bank_does(int customers, int months, string end)
    {
        using var bank = new WrittenBank(customers, months, end: end);
        int newestYear = int.Parse(end[..4], CultureInfo.InvariantCulture) - (string.CompareOrdinal(end[5..], "04") >= 0 ? 1 : 2);
        string oldest = bank.Bank.End.AddMonths(1 - months).ToString();
        var firstMonth = bank.Rows("facts.csv")
            .GroupBy(row => row["customer_no"])
            .ToDictionary(rows => rows.Key, rows => rows.Min(row => row["period"]));

        Assert.All(
            bank.Rows("facts.csv"),
            row => Assert.True(string.CompareOrdinal(row["period"], oldest) >= 0 && string.CompareOrdinal(row["period"], end) <= 0)
        );
        Assert.All(
            bank.Rows("statements.csv"),
            row => Assert.InRange(int.Parse(row["fiscal_year"], CultureInfo.InvariantCulture), newestYear - 4, newestYear)
        );
        Assert.All(
            bank.Rows("customers.csv").Where(row => firstMonth.ContainsKey(row["customer_no"])),
            row =>
            {
                Assert.True(
                    DateOnly.TryParseExact(row["opened_on"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                );
                Assert.True(string.CompareOrdinal(row["opened_on"][..7], firstMonth[row["customer_no"]]) <= 0);
            }
        );
    }

    [Fact]
    public void Nine_in_ten_customers_have_a_credit_code_with_a_right_check_character()
    {
        using var bank = new WrittenBank(2_000, 1);
        List<string> codes = [.. bank.Rows("customers.csv").Select(row => row["credit_code"]).Where(code => code.Length > 0)];

        Assert.InRange(codes.Count, 2_000 * 0.87, 2_000 * 0.93);
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(0, WeightedSum(code) % 31));
    }

    [Fact]
    public void Size_and_industry_are_codes_and_small_companies_prevail()
    {
        using var bank = new WrittenBank(2_000, 1);
        var rows = bank.Rows("customers.csv");
        int[] sizes = [.. ((string[])["L", "M", "S", "XS"]).Select(size => rows.Count(row => row["size"] == size))];

        Assert.Equal(2_000, sizes.Sum());
        Assert.True(sizes[0] < sizes[1] && sizes[1] < sizes[2], string.Join(' ', sizes));
        Assert.All(rows, row => Assert.Matches("^[A-T]$", row["industry"]));
        Assert.True(rows.Count(row => row["industry"] == "J") < rows.Count(row => row["industry"] == "C") / 10);
    }

    [Fact]
    public void One_of_the_products_is_discontinued()
    {
        using var bank = new WrittenBank(1, 1);
        var rows = bank.Rows("products.csv");
        string[] lines = ["LENDING", "DEPOSIT", "SETTLEMENT", "CASH", "TRADE", "FX", "CAPITAL", "RETAIL"];

        Assert.InRange(rows.Count, 20, 29);
        Assert.Single(rows, row => row["active"] == "false");
        Assert.All(rows, row => Assert.Contains(row["active"], (string[])["true", "false"]));
        Assert.Equal(lines.ToHashSet(), rows.Select(row => row["line"]).ToHashSet());
    }

    /// <summary>GB 32100-2015: the weighted sum of all eighteen characters, the last with weight 1, is divisible by 31.</summary>
    private static int WeightedSum(string code)
    {
        int weight = 1;
        int sum = 0;
        Assert.Equal(18, code.Length);
        foreach (char c in code[..17])
        {
            sum += "0123456789ABCDEFGHJKLMNPQRTUWXY".IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }

        return sum + "0123456789ABCDEFGHJKLMNPQRTUWXY".IndexOf(code[17]);
    }

    private static HashSet<string> Keys(WrittenBank bank, string file, params string[] columns)
    {
        List<string> keys = [.. bank.Rows(file).Select(row => string.Join(' ', columns.Select(column => row[column])))];
        var distinct = keys.ToHashSet();
        Assert.Equal(keys.Count, distinct.Count);
        Assert.DoesNotContain(string.Empty, distinct);
        return distinct;
    }

    private static decimal? Number(string field) => field.Length == 0 ? null : decimal.Parse(field, CultureInfo.InvariantCulture);

    [GeneratedRegex("^-?(0|[1-9][0-9]{0,12})([.][0-9]{1,6})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PlainDecimal();

    [GeneratedRegex("^(0|[1-9][0-9]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Whole();
}
