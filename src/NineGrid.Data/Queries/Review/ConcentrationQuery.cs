using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Queries.Review;

/// <summary>How much of return and revenue lies with how few customers of an institution?</summary>
public sealed class ConcentrationQuery(NineGridDbContext db, LargeReviews large)
{
    /// <summary>Measured over the active customers that may be seen.</summary>
    public Task<Concentration> AskAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken) =>
        large.AnswerAsync(
            scope,
            at,
            then: null,
            nameof(Concentration),
            async () =>
            {
                List<Earned> customers = await Earnings(Selection.Everything.Of(db, scope, at)).ToListAsync(cancellationToken);
                return Concentration.Of(
                    [.. customers.Select(one => one.Return)],
                    [.. customers.Select(one => one.Revenue)],
                    PyramidShares.Default
                );
            },
            concentration => concentration.Customers,
            concentration => concentration.Whale.Count + concentration.Lorenz.Count
        );

    /// <summary>What a customer earns us and brings, yuan a year.</summary>
    public sealed record Earned(double Return, double Revenue);

    public static IQueryable<Earned> Earnings(IQueryable<PositionRow> positions) =>
        from row in positions
        where row.Return != null && row.Revenue != null
        select new Earned(row.Return!.Value, row.Revenue!.Value);
}
