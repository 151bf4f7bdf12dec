using NineGrid.Domain.Paths;

namespace NineGrid.Web.Display;

/// <summary>How levers are called in addresses.</summary>
public static class LeverNames
{
    /// <summary>Its name in an address: <c>payroll</c>.</summary>
    public static string InAddress(this LeverKind lever) => lever.ToString().ToLowerInvariant();
}
