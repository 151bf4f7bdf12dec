using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Web.Pages;

/// <summary>A what-if with what comes out of it.</summary>
public sealed class WhatIfPanel
{
    /// <summary>Computes it.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="guidance">Its guidance.</param>
    /// <param name="form">What is tried.</param>
    /// <param name="here">The address of the view it stands on.</param>
    /// <param name="aim">The cell for which a deal is priced; null for the one that its default path leads to, or the corner.</param>
    public WhatIfPanel(CustomerView customer, CustomerGuidance guidance, WhatIfForm form, Address here, Cell? aim)
    {
        (Customer, Guidance, Form, Here) = (customer, guidance, form, here);
        Standing = guidance.To(guidance.Today.Cell) with { Steps = [] };
        Aim = aim ?? guidance.ToNext()?.Path.Target ?? new(Level.High, Level.High);
        if (form.Faulty.Count > 0)
        {
            return;
        }

        WhatIf whatIf = guidance.WhatIf;
        if (form.ChangesBusiness)
        {
            Changed = whatIf.At(form.Fractions, form.Changes);
        }

        if (form.Deal is Deal deal)
        {
            WithDeal = whatIf.At(form.Fractions, form.Changes, deal);
            EvaRate = whatIf.BreakEven(form.Fractions, form.Changes, deal);
            Rates = [.. Cell.All.Select(cell => whatIf.BreakEven(cell, form.Fractions, form.Changes, deal))];
        }
    }

    /// <summary>The customer.</summary>
    public CustomerView Customer { get; }

    /// <summary>Its guidance.</summary>
    public CustomerGuidance Guidance { get; }

    /// <summary>What is tried.</summary>
    public WhatIfForm Form { get; }

    /// <summary>The address of the view it stands on.</summary>
    public Address Here { get; }

    /// <summary>Where the customer stands, as a path without steps.</summary>
    public StepwisePath Standing { get; }

    /// <summary>Where the customer stands.</summary>
    public WhatIfOutcome Today => Guidance.WhatIf.Today;

    /// <summary>Under the changed levers and terms; null when nothing of that is tried.</summary>
    public WhatIfOutcome? Changed { get; }

    /// <summary>With the deal; null without one.</summary>
    public WhatIfOutcome? WithDeal { get; }

    /// <summary>The last of what is tried; null when nothing is.</summary>
    public WhatIfOutcome? Tried => WithDeal ?? Changed;

    /// <summary>The rate of the deal over funding that keeps EVA; null when there is none.</summary>
    public double? EvaRate { get; }

    /// <summary>The lowest rate of the deal for each cell, by <see cref="Cell.Index"/>; null where no rate reaches it; none without a deal.</summary>
    public IReadOnlyList<double?> Rates { get; } = [];

    /// <summary>The cell for which a deal is priced.</summary>
    public Cell Aim { get; }

    /// <summary>The page of its own, to which the form leads.</summary>
    public Address Own => Here.To($"/customers/{Uri.EscapeDataString(Customer.Who.No)}/what-if");

    /// <summary>Whether it stands on that page.</summary>
    public bool IsAlone => Here.Path.EndsWith("/what-if", StringComparison.Ordinal);
}
