using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>The name and columns of one file of the import package.</summary>
public sealed class FileLayout
{
    private FileLayout(string table, int keys, int required, params string[] columns)
    {
        Name = table + ".csv";
        Columns = columns;
        KeyCount = keys;
        RequiredCount = required;
    }

    /// <summary>The file, such as <c>facts.csv</c>.</summary>
    public string Name { get; }

    /// <summary>All columns: first the key, then those that a new row needs, then the others.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How many columns make the key.</summary>
    public int KeyCount { get; }

    /// <summary>How many columns a new row needs, the key included.</summary>
    public int RequiredCount { get; }

    /// <summary>机构.</summary>
    public static FileLayout Institutions { get; } = new("institutions", 1, 3, "code", "name", "level", "parent_code");

    /// <summary>客户经理.</summary>
    public static FileLayout Managers { get; } = new("managers", 1, 3, "employee_no", "name", "institution_code");

    /// <summary>信贷集团.</summary>
    public static FileLayout Groups { get; } = new("groups", 1, 2, "code", "name", "parent_customer_no");

    /// <summary>The catalogue.</summary>
    public static FileLayout Products { get; } = new("products", 1, 4, "code", "name", "line", "active");

    /// <summary>公司客户.</summary>
    public static FileLayout Customers { get; } =
        new(
            "customers",
            1,
            5,
            "customer_no",
            "name",
            "institution_code",
            "industry",
            "size",
            "credit_code",
            "manager_no",
            "group_code",
            "opened_on"
        );

    /// <summary>Annual statements.</summary>
    public static FileLayout Statements { get; } =
        new(
            "statements",
            2,
            2,
            "customer_no",
            "fiscal_year",
            "operating_revenue",
            "net_profit",
            "total_assets",
            "cash",
            "interest_bearing_debt",
            "employees"
        );

    /// <summary>Monthly facts.</summary>
    public static FileLayout Facts { get; } =
        new("facts", 2, 2, ["customer_no", "period", "products", .. FactColumn.All.Select(column => column.Name)]);

    /// <summary>The seven files, each after those that it refers to.</summary>
    public static IReadOnlyList<FileLayout> All { get; } = [Institutions, Managers, Products, Groups, Customers, Statements, Facts];

    /// <summary>The seven names, comma-separated.</summary>
    public static string AllNames { get; } = string.Join(", ", All.Select(layout => layout.Name));

    /// <summary>The layout of that name in any case of letters; null when there is none.</summary>
    public static FileLayout? Named(string name) =>
        All.FirstOrDefault(layout => string.Equals(layout.Name, name, StringComparison.OrdinalIgnoreCase));
}
