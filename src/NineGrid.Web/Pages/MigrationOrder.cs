namespace NineGrid.Web.Pages;

/// <summary>In what flows of customers are measured.</summary>
public enum MigrationMeasure
{
    Customers,
    Revenue,
}

/// <summary>By what the institutions, managers, sizes or industries of the page of migration can be sorted.</summary>
public enum MigrationColumn
{
    Name,

    /// <summary>Customers placed in both periods.</summary>
    Both,
    Up,
    Down,

    /// <summary>The net upgrade rate.</summary>
    Net,
}

/// <summary>An order of them; those without a rate come last either way.</summary>
public sealed record MigrationOrder(MigrationColumn Column, bool Descending)
{
    /// <summary>The best rate first.</summary>
    public static MigrationOrder Default { get; } = new(MigrationColumn.Net, Descending: true);
}
