namespace NineGrid.Domain.Bank;

/// <summary>What makes a customer like another.</summary>
/// <param name="CustomerId">Tells it from others.</param>
/// <param name="Size">Size class.</param>
/// <param name="Industry">Industry.</param>
/// <param name="Revenue">R, yuan a year; null when not measured.</param>
public readonly record struct Likeness(int CustomerId, SizeClass Size, Industry Industry, double? Revenue)
{
    /// <summary>The ids of those that are most like this customer, the most alike first; the customer itself is left out.</summary>
    /// <remarks>
    /// Those of the same size class come before the others; among them those of the same industry; among them the nearest on the logarithm of revenue, that is
    /// by the ratio of the larger revenue to the smaller; ties go by <see cref="CustomerId"/>. A revenue of 0 or less is further than any other. When the
    /// customer's own revenue is not positive or not measured, revenue does not count.
    /// </remarks>
    /// <param name="candidates">Among whom they are looked for.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<int> Nearest(IEnumerable<Likeness> candidates, int most)
    {
        Likeness own = this;
        return
        [
            .. candidates
                .Where(one => one.CustomerId != own.CustomerId)
                .OrderBy(one => one.Size != own.Size)
                .ThenBy(one => one.Industry != own.Industry)
                .ThenBy(one => Ratio(one.Revenue, own.Revenue))
                .ThenBy(one => one.CustomerId)
                .Take(most)
                .Select(one => one.CustomerId),
        ];
    }

    private static double Ratio(double? revenue, double? own) =>
        !(own > 0) ? 0
        : !(revenue > 0) ? double.PositiveInfinity
        : revenue > own ? revenue.Value / own.Value
        : own.Value / revenue.Value;
}
