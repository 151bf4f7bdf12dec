using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Data.Queries;

public sealed class LargeSelectionsTests
{
    private static readonly Viewpoint At = new()
    {
        SnapshotId = 1,
        Period = Period.Of(2025, 12),
        Periods = [Period.Of(2025, 12)],
        Institution = new(0, 9, "00", "Head office", InstitutionLevel.Head),
        Above = [],
        Below = [],
        Scheme = Scheme.Default,
        SchemeVersion = 1,
        ComputedAt = DateTime.UnixEpoch,
        Program = "0",
    };

    [Fact]
    public async Task A_large_answer_is_asked_once_and_a_small_one_each_time()
    {
        using var large = new LargeSelections();

        Assert.Equal("first", await AnswerAsync(large, "first"));
        Assert.Equal("first", await AnswerAsync(large, "second"));
        Assert.Equal("third", await AnswerAsync(large, "third", selection: new() { Size = SizeClass.Small }, customers: 10));
        Assert.Equal("fourth", await AnswerAsync(large, "fourth", selection: new() { Size = SizeClass.Small }, customers: 10));
    }

    [Fact]
    public async Task An_answer_is_kept_for_its_scope_filters_grid_institution_and_computation_alone()
    {
        using var large = new LargeSelections();
        await AnswerAsync(large, "whole bank");

        Assert.Equal("manager 7", await AnswerAsync(large, "manager 7", scope: DataScope.Manager(7)));
        Assert.Equal("institution 7", await AnswerAsync(large, "institution 7", scope: DataScope.Institution(7)));
        Assert.Equal("manager 8", await AnswerAsync(large, "manager 8", scope: DataScope.Manager(8)));
        Assert.Equal("filtered", await AnswerAsync(large, "filtered", selection: new() { Value = GridPart.Placed }));
        Assert.Equal("growth", await AnswerAsync(large, "growth", grid: Grid.Growth));
        Assert.Equal("branch", await AnswerAsync(large, "branch", at: At with { Institution = At.Institution with { Place = 1 } }));
        Assert.Equal("again", await AnswerAsync(large, "again", at: At with { ComputedAt = DateTime.UnixEpoch.AddSeconds(1) }));
        Assert.Equal("manager 7", await AnswerAsync(large, "asked again", scope: DataScope.Manager(7)));
    }

    private static Task<string> AnswerAsync(
        LargeSelections large,
        string answer,
        DataScope? scope = null,
        Viewpoint? at = null,
        Grid grid = Grid.Value,
        Selection? selection = null,
        int customers = LargeSelections.Least + 1
    ) =>
        large.AnswerAsync(
            scope ?? DataScope.WholeBank,
            at ?? At,
            grid,
            selection ?? Selection.Everything,
            () => Task.FromResult(answer),
            _ => customers
        );
}
