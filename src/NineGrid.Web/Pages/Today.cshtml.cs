using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Today;

namespace NineGrid.Web.Pages;

/// <summary>今日: what there is to do, for whoever asks; each item one click from doing it.</summary>
public sealed class TodayPage(ViewpointQuery viewpoints, TodayQuery today) : FramedPage(viewpoints)
{
    /// <summary>What there is to do.</summary>
    public TodayView View { get; private set; } = null!;

    /// <inheritdoc/>
    public override bool OnlyNewest => true;

    /// <summary>Whether data was imported after the period was computed.</summary>
    public bool IsBehind => View.IsBehind;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        View = await today.AskAsync(Scope, At, Filters.Selection, cancellationToken);
}
