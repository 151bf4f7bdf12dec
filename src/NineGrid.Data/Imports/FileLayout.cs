using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>The name and columns of one file of the import package.</summary>
public sealed class FileLayout
{
    private const string Extension = ".csv";

    private FileLayout(string table, int keys, int required, params ImportColumn[] columns)
    {
        Table = table;
        Columns = columns;
        KeyCount = keys;
        RequiredCount = required;
    }

    /// <summary>The file without its extension, such as <c>facts</c>: the name of its sheet in a workbook.</summary>
    public string Table { get; }

    /// <summary>The file, such as <c>facts.csv</c>.</summary>
    public string Name => Table + Extension;

    /// <summary>All columns: first the key, then those that a new row needs, then the others.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>How many columns make the key.</summary>
    public int KeyCount { get; }

    /// <summary>How many columns a new row needs, the key included.</summary>
    public int RequiredCount { get; }

    /// <summary>机构.</summary>
    public static FileLayout Institutions { get; } =
        new("institutions", 1, 3, Key("code"), Text("name"), Word("level", InstitutionFile.Levels.Keys), Key("parent_code"));

    /// <summary>客户经理.</summary>
    public static FileLayout Managers { get; } = new("managers", 1, 3, Key("employee_no"), Text("name"), Key("institution_code"));

    /// <summary>信贷集团.</summary>
    public static FileLayout Groups { get; } = new("groups", 1, 2, Key("code"), Text("name"), Key("parent_customer_no"));

    /// <summary>The catalogue.</summary>
    public static FileLayout Products { get; } =
        new("products", 1, 4, Key("code"), Text("name"), Word("line", ProductFile.Lines.Keys), new("active", ColumnForm.Flag));

    /// <summary>公司客户.</summary>
    public static FileLayout Customers { get; } =
        new(
            "customers",
            1,
            5,
            Key("customer_no"),
            Text("name"),
            Key("institution_code"),
            Word("industry", CustomerFile.Industries.Keys),
            Word("size", CustomerFile.Sizes.Keys),
            new("credit_code", ColumnForm.CreditCode),
            Key("manager_no"),
            Key("group_code"),
            new("opened_on", ColumnForm.Day)
        );

    /// <summary>Annual statements.</summary>
    public static FileLayout Statements { get; } =
        new(
            "statements",
            2,
            2,
            Key("customer_no"),
            new("fiscal_year", ColumnForm.Year),
            new("operating_revenue", ColumnForm.Money),
            new("net_profit", ColumnForm.Money),
            new("total_assets", ColumnForm.MoneyFromZero),
            new("cash", ColumnForm.MoneyFromZero),
            new("interest_bearing_debt", ColumnForm.MoneyFromZero),
            new("employees", ColumnForm.Count)
        );

    /// <summary>Monthly facts.</summary>
    public static FileLayout Facts { get; } =
        new(
            "facts",
            2,
            2,
            [
                Key("customer_no"),
                new("period", ColumnForm.Period),
                new("products", ColumnForm.Products),
                .. FactColumn.All.Select(ImportColumn.Of),
            ]
        );

    /// <summary>The seven files, each after those that it refers to.</summary>
    public static IReadOnlyList<FileLayout> All { get; } = [Institutions, Managers, Products, Groups, Customers, Statements, Facts];

    /// <summary>The seven names, comma-separated.</summary>
    public static string AllNames { get; } = string.Join(", ", All.Select(layout => layout.Name));

    /// <summary>The layout of that file in any case of letters; null when there is none.</summary>
    public static FileLayout? Named(string name) =>
        All.FirstOrDefault(layout => string.Equals(layout.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The layout of that sheet, named like the file with or without its extension, in any case of letters; null when there is none.</summary>
    public static FileLayout? OfSheet(string name) =>
        All.FirstOrDefault(layout => string.Equals(layout.Table, name, StringComparison.OrdinalIgnoreCase)) ?? Named(name);

    /// <summary>The place of a column in any case of letters; null when the file has no such column.</summary>
    public int? ColumnNamed(string name)
    {
        for (int column = 0; column < Columns.Count; column++)
        {
            if (string.Equals(Columns[column].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return null;
    }

    private static ImportColumn Key(string name) => new(name, ColumnForm.Key);

    private static ImportColumn Text(string name) => new(name, ColumnForm.Text);

    private static ImportColumn Word(string name, IReadOnlyCollection<string> words) => new(name, ColumnForm.Word) { Words = words };
}
