using System.Globalization;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Web.Display;

/// <summary>Says what is missing for a customer to have a place on a grid, and what would bring it one.</summary>
public sealed class MissingText(Words say, Numbers show)
{
    /// <summary>The sentence for one grid; null when the customer has a place there.</summary>
    public string? On(Grid grid, CustomerView customer, Viewpoint at) =>
        (grid, customer.ReasonOn(grid)) switch
        {
            (Grid.Value, UnplacedReason.None) or (Grid.Growth, UnplacedReason.None) => null,
            (Grid.Group, UnplacedReason.None) => customer.Position.GroupId is null ? say["missing.NoGroup"] : null,
            (Grid.Group, _) => customer.Position.GroupCell is null ? say["missing.NoGroupCapital"] : null,
            (_, UnplacedReason.New) => say["missing.New", Numbers.Count(customer.Position.Months), Numbers.Count(at.Scheme.NewMonths)],
            (_, UnplacedReason.Lost) => customer.Months.Count > 0
                ? say["missing.Lost", Month(at.Period.AddMonths(-11)), Month(at.Period), Month(customer.Months[^1].Period)]
                : say["missing.Lost.long", Month(at.Period.AddMonths(-11)), Month(at.Period)],
            (_, UnplacedReason.NoRisk) => say["missing.NoRisk", Risk(customer.Figures)],
            (_, UnplacedReason.NoCapital) => say["missing.NoCapital"],
            (_, UnplacedReason.NoHistory) => say["missing.NoHistory", Month(at.Period.AddMonths(-23)), Month(at.Period.AddMonths(-12))],
            (_, UnplacedReason.MissingStatements) => say["missing.MissingStatements", Years(customer.YearsMissing)],
            (_, UnplacedReason.StaleStatements) => say[
                "missing.StaleStatements",
                Year(customer.Figures?.FiscalYear ?? 0),
                Year(at.Period.NewestFiscalYear - 1)
            ],
            (_, var reason) => say.Of(grid, reason),
        };

    private string Risk(FiguresRow? figures) =>
        string.Join(
            say["list.separator"],
            new[] { (figures?.Pd, "input.pd"), (figures?.Lgd, "input.lgd") }.Where(one => one.Item1 is null).Select(one => say[one.Item2])
        );

    private string Years(IReadOnlyList<int> years) => string.Join(say["list.separator"], years.Select(Year));

    private string Year(int year) => say["year", year.ToString(CultureInfo.InvariantCulture)];

    private string Month(Domain.Bank.Period period) => show.Month(period);
}
