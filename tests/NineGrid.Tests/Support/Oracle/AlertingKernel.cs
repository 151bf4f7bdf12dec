using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>A rule that fires for a customer.</summary>
public sealed record FiringResult(string No, AlertRule Rule, Severity Severity);

/// <summary>Feeds a small bank to the product's alert rules, with the snapshots of some periods as if they were stored.</summary>
internal static class AlertingKernel
{
    /// <summary>What fires in a period.</summary>
    /// <param name="bank">The bank.</param>
    /// <param name="period">The period.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="stored">Earlier periods that have a snapshot.</param>
    public static IReadOnlyList<FiringResult> Of(SmallBank bank, Period period, int threads, params Period[] stored)
    {
        Snapshot now = Kernel.SnapshotOf(bank, period, threads);
        Book book = now.Input.Book;
        Dictionary<Period, Snapshot> earlier = stored.ToDictionary(one => one, one => Kernel.SnapshotOf(bank, one, threads));
        int months = bank.Scheme.AlertTerms.MovementMonths;
        var history = new AlertHistory(book.Count)
        {
            Before = Stands(book, earlier.GetValueOrDefault(period.AddMonths(-months))),
            SlideMiddle = Stands(book, earlier.GetValueOrDefault(period.AddMonths(-3))),
            SlideStart = Stands(book, earlier.GetValueOrDefault(period.AddMonths(-6))),
        };
        for (int customer = 0; customer < book.Count; customer++)
        {
            history.LastCell[customer] = earlier
                .OrderByDescending(pair => pair.Key)
                .Select(pair => (Snapshot: pair.Value, Place: PlaceOf(pair.Value.Input.Book, book.Customers[customer].No)))
                .Where(at => at.Place >= 0 && at.Snapshot.Active[at.Place])
                .Select(at => at.Snapshot.StandOn(Grid.Value, at.Place).Cell)
                .FirstOrDefault();
        }

        return
        [
            .. Firings
                .Of(now, history, threads)
                .Select(firing => new FiringResult(book.Customers[firing.Customer].No, firing.Rule, firing.Severity)),
        ];
    }

    private static EarlierStands? Stands(Book book, Snapshot? earlier)
    {
        if (earlier is null)
        {
            return null;
        }

        var stands = new EarlierStands(earlier.Input.Period, book.Count);
        for (int customer = 0; customer < book.Count; customer++)
        {
            int place = PlaceOf(earlier.Input.Book, book.Customers[customer].No);
            if (place >= 0)
            {
                stands.Value[customer] = earlier.StandOn(Grid.Value, place);
                stands.Growth[customer] = earlier.StandOn(Grid.Growth, place);
            }
        }

        return stands;
    }

    private static int PlaceOf(Book book, string no)
    {
        for (int customer = 0; customer < book.Count; customer++)
        {
            if (book.Customers[customer].No == no)
            {
                return customer;
            }
        }

        return -1;
    }
}
