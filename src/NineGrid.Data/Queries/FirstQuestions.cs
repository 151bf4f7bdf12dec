using NineGrid.Data.Access;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Review;
using NineGrid.Data.Queries.Today;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries;

/// <summary>The questions about the whole of a large bank that take seconds, asked before a reader does: their answers are then kept where pages look for them.</summary>
public sealed class FirstQuestions(
    ViewpointQuery viewpoints,
    TodayQuery today,
    GridQuery cells,
    ChangeQuery changes,
    PointsQuery points,
    CustomersQuery customers,
    WorthQuery worth,
    CoverageQuery coverage,
    ReviewQuery review,
    ConcentrationQuery concentrations
)
{
    /// <summary>Asks them of the newest snapshot, one after the other; of a small bank none, whose answers are not kept.</summary>
    /// <param name="scope">Of whom they are: of everybody who may see the same.</param>
    /// <param name="asked">The snapshot of which they were asked before; nothing is asked when it is still the newest.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The newest snapshot; null when there is none.</returns>
    public async Task<Edition?> AskAsync(DataScope scope, Edition? asked, CancellationToken cancellationToken)
    {
        Selection all = Selection.Everything;
        if (await viewpoints.AskAsync(scope, period: null, institution: null, cancellationToken) is not Viewpoint at)
        {
            return null;
        }

        if (at.Edition == asked || (await cells.AskAsync(scope, at, Grid.Value, all, cancellationToken)).Customers <= LargeSelections.Least)
        {
            return at.Edition;
        }

        await today.AskAsync(scope, at, all, cancellationToken);
        await customers.FirstAsync(scope, at, all, CustomerOrder.Default, cancellationToken);
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            await cells.AskAsync(scope, at, grid, all, cancellationToken);
            await changes.AskAsync(scope, at, grid, all, cancellationToken);
            await points.AskAsync(scope, at, grid, all, PictureZoom.Whole, cancellationToken);
        }

        await worth.AskAsync(scope, at, cancellationToken);
        await coverage.AskAsync(scope, at, all, cancellationToken);
        foreach (ReviewBy by in Enum.GetValues<ReviewBy>())
        {
            await review.AskAsync(scope, at, by, ReviewLevel.Below, from: null, cancellationToken);
        }

        await concentrations.AskAsync(scope, at, cancellationToken);
        return at.Edition;
    }
}
