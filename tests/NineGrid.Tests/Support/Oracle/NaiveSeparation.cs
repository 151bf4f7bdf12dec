namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.8: separation, by asking every pair.</summary>
internal static class NaiveSeparation
{
    public static IEnumerable<SeparationResult> Of(SmallBank bank, Results results)
    {
        Dictionary<string, Client> clients = bank.Clients.ToDictionary(client => client.No);
        ILookup<string, CustomerResult> inside = (
            from customer in results.Customers
            where customer.ValueCell is not null
            from institution in bank.UpToTheRoot(clients[customer.No].Institution)
            select (institution.Code, Customer: customer)
        ).ToLookup(pair => pair.Code, pair => pair.Customer);
        return from institution in bank.Institutions
            from indicator in Enumerable.Range(0, 16)
            let high = Values(inside[institution.Code], "high", indicator)
            let low = Values(inside[institution.Code], "low", indicator)
            select new SeparationResult(institution.Code, indicator, high.Count, low.Count, Probability(high, low, indicator));
    }

    private static double? Probability(List<double> high, List<double> low, int indicator)
    {
        if (high.Count == 0 || low.Count == 0)
        {
            return null;
        }

        bool less = NaiveLevers.LessIsBetter.Contains(NaiveLevers.Codes[indicator]);
        IEnumerable<double> points =
            from h in high
            from l in low
            select h == l ? 0.5
            : h > l != less ? 1
            : 0;
        return points.Average();
    }

    private static List<double> Values(IEnumerable<CustomerResult> inside, string band, int indicator) =>
        [
            .. inside
                .Where(customer => NaiveSnapshot.Band(customer.ValueCell!) == band)
                .Select(customer => customer.Indicators[indicator])
                .OfType<double>()
                .Select(Arithmetic.RoundedRatio),
        ];
}
