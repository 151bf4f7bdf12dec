using NineGrid.Data.Exports;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Exports;

/// <summary>What came out of a what-if as a table that can be taken away.</summary>
public sealed class WhatIfTables(Words say)
{
    public Table Of(WhatIfPanel panel)
    {
        (string Name, WhatIfOutcome Outcome)[] stands =
        [
            (say["what-if.today"], panel.Today),
            .. panel.Changed is WhatIfOutcome changed ? [(say["what-if.changed"], changed)] : Array.Empty<(string, WhatIfOutcome)>(),
            .. panel.WithDeal is WhatIfOutcome deal ? [(say["what-if.with-deal"], deal)] : Array.Empty<(string, WhatIfOutcome)>(),
        ];
        return new Table<(string Name, WhatIfOutcome Outcome)>(
            "what-if",
            say["what-if.title"],
            [
                new(say["what-if.stand"], one => one.Name),
                new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Outcome.Point.Revenue),
                new(say["column.in-yuan", say["column.cost"]], ColumnKind.Money, one => one.Outcome.Cost),
                new(say["column.in-yuan", say["column.loss"]], ColumnKind.Money, one => Measured.OrNull(one.Outcome.ExpectedLoss)),
                new(say["column.in-yuan", say["column.return"]], ColumnKind.Money, one => Measured.OrNull(one.Outcome.Point.Return)),
                new(say["column.in-yuan", say["column.ec"]], ColumnKind.Money, one => Measured.OrNull(one.Outcome.Point.Ec)),
                new(say["column.raroc"], ColumnKind.Fraction, one => Measured.OrNull(one.Outcome.Point.Raroc)),
                new(say["column.in-yuan", say["column.eva"]], ColumnKind.Money, one => Measured.OrNull(one.Outcome.Point.Eva)),
                new(say["column.cell"], one => say.Of(one.Outcome.Point.Cell)),
            ],
            stands
        )
        {
            Of = (panel.Customer.Who.No, panel.Customer.Who.Name),
        };
    }
}
