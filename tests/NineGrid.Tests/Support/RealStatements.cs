using System.Globalization;
using System.IO.Compression;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Support;

/// <summary>The package of a made-up bank around real published statements. It is too large for this repository and lies beside it.</summary>
/// <remarks>Looked for in <c>../shared/data/ashare/ashare.zip</c> from the working copy, or where <c>NINEGRID_ASHARE</c> says.</remarks>
internal static class RealStatements
{
    public static string Package =>
        Environment.GetEnvironmentVariable("NINEGRID_ASHARE") ?? Path.GetFullPath(Repository.File("../shared/data/ashare/ashare.zip"));

    /// <summary>The package as the naive implementation takes it, read by plain splitting: no field of it is quoted.</summary>
    public static SmallBank Read()
    {
        using ZipArchive zip = ZipFile.OpenRead(Package);
        return new()
        {
            Institutions =
            [
                .. Rows(zip, "institutions.csv")
                    .Select(row => new InstitutionNode(
                        row["code"],
                        Text(row["parent_code"]),
                        Enum.Parse<InstitutionLevel>(row["level"], ignoreCase: true)
                    )),
            ],
            Products = [.. Rows(zip, "products.csv").Select(row => new CatalogueProduct(row["code"], row["active"] == "true"))],
            Clients =
            [
                .. Rows(zip, "customers.csv")
                    .Select(row => new Client(row["customer_no"])
                    {
                        Institution = row["institution_code"],
                        Size = row["size"] switch
                        {
                            "L" => SizeClass.Large,
                            "M" => SizeClass.Medium,
                            "S" => SizeClass.Small,
                            "XS" => SizeClass.Micro,
                            string other => throw new FormatException(other),
                        },
                        Industry = row["industry"][0],
                        Group = Text(row["group_code"]),
                    }),
            ],
            Facts =
            [
                .. Rows(zip, "facts.csv")
                    .Select(row => new FactLine(row["customer_no"], Period.Parse(row["period"]))
                    {
                        LoanNii = Number(row["loan_nii"]),
                        DepositNii = Number(row["deposit_nii"]),
                        FeeIncome = Number(row["fee_income"]),
                        OperatingCost = Number(row["operating_cost"]),
                        ExpectedLoss = Number(row["expected_loss"]),
                        EconomicCapital = Number(row["economic_capital"]),
                        Ead = Number(row["ead"]),
                        Pd = Number(row["pd"]),
                        Lgd = Number(row["lgd"]),
                        MaturityYears = Number(row["maturity_years"]),
                        AvgLoans = Number(row["avg_loans"]),
                        AvgDeposits = Number(row["avg_deposits"]),
                        AvgDemandDeposits = Number(row["avg_demand_deposits"]),
                        CreditLimit = Number(row["credit_limit"]),
                        CreditUsed = Number(row["credit_used"]),
                        OverdueBalance = Number(row["overdue_balance"]),
                        Transactions = Number(row["transactions"]),
                        ETransactions = Number(row["e_transactions"]),
                        SettlementInflow = Number(row["settlement_inflow"]),
                        PayrollHeadcount = Number(row["payroll_headcount"]),
                        Products = Text(row["products"]),
                    }),
            ],
            Statements =
            [
                .. Rows(zip, "statements.csv")
                    .Select(row => new StatementLine(row["customer_no"], int.Parse(row["fiscal_year"], CultureInfo.InvariantCulture))
                    {
                        OperatingRevenue = Number(row["operating_revenue"]),
                        NetProfit = Number(row["net_profit"]),
                        Cash = Number(row["cash"]),
                        InterestBearingDebt = Number(row["interest_bearing_debt"]),
                        Employees = Number(row["employees"]),
                    }),
            ],
        };
    }

    private static IEnumerable<Dictionary<string, string>> Rows(ZipArchive zip, string file)
    {
        using var reader = new StreamReader(zip.GetEntry(file)!.Open());
        return PlainCsv.Rows(reader.ReadToEnd());
    }

    private static string? Text(string field) => field.Length == 0 ? null : field;

    private static decimal? Number(string field) => field.Length == 0 ? null : decimal.Parse(field, CultureInfo.InvariantCulture);
}

/// <summary>Comma-separated text without quotes, read by splitting.</summary>
internal static class PlainCsv
{
    public static IEnumerable<Dictionary<string, string>> Rows(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        string[] names = lines[0].TrimEnd('\r').Split(',');
        foreach (string line in lines.Skip(1))
        {
            yield return names
                .Zip(line.TrimEnd('\r').Split(','))
                .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        }
    }
}

/// <summary>A test on the real statements; where they are not at hand it shows as skipped and says so.</summary>
internal sealed class RealStatementsFactAttribute : FactAttribute
{
    public RealStatementsFactAttribute()
    {
        if (!File.Exists(RealStatements.Package))
        {
            Skip = $"{RealStatements.Package} is not here; NINEGRID_ASHARE can say where it is.";
        }
    }
}
