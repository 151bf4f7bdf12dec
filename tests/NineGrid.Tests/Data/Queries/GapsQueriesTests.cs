using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Statistics;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What the page of gaps shows against the stored customers, counted one by one, and to whom.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class GapsQueriesTests(QueryBanks banks)
{
    private static readonly GridPart Low = GridPart.Of(Band.Low);
    private static readonly GridPart High = GridPart.Of(Band.High);

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Quartiles_and_separation_are_those_of_the_customers_one_by_one(DatabaseProvider provider) =>
        await AskAsync(
            provider,
            async bank =>
            {
                foreach (SnapshotInstitutionRow institution in bank.Institutions.Where((_, i) => i % 5 == 0))
                {
                    Viewpoint at = await bank.AtAsync(DataScope.WholeBank, institution.Code);
                    using var large = new LargeSets();
                    SetComparison sets = await new SetsQuery(bank.Db, large).AskAsync(DataScope.WholeBank, at, Low, High, default);

                    Assert.Equal(bank.In(institution, Low).Count, sets.Customers);
                    Assert.Equal(bank.In(institution, High).Count, sets.AgainstCustomers);
                    foreach (ComparedIndicator one in sets.Indicators)
                    {
                        double[] low = bank.Values(one.Indicator, bank.In(institution, Low));
                        double[] high = bank.Values(one.Indicator, bank.In(institution, High));

                        Check(low, one.Set);
                        Check(high, one.Against);
                        Assert.Equal(
                            Separation(one.Indicator, high, low) is double known ? Math.Round(known, 10) : null,
                            Rounded(one.Separation)
                        );
                    }
                }
            }
        );

    [Fact]
    public async Task Any_two_sets_compare_and_only_high_and_low_have_a_separation() =>
        await AskAsync(
            DatabaseProvider.Sqlite,
            async bank =>
            {
                SnapshotInstitutionRow bankItself = bank.Institutions[0];
                Viewpoint at = await bank.AtAsync(DataScope.WholeBank, bankItself.Code);
                using var large = new LargeSets();
                var query = new SetsQuery(bank.Db, large);
                foreach (
                    (GridPart set, GridPart against) in (IEnumerable<(GridPart, GridPart)>)
                        [
                            (GridPart.Of(new Cell(Level.Low, Level.Low)), GridPart.Of(new Cell(Level.Mid, Level.Mid))),
                            (GridPart.Of(Band.Mid), GridPart.Placed),
                        ]
                )
                {
                    SetComparison sets = await query.AskAsync(DataScope.WholeBank, at, set, against, default);

                    Assert.Equal(bank.In(bankItself, set).Count, sets.Customers);
                    Assert.All(
                        sets.Indicators,
                        one =>
                        {
                            Check(bank.Values(one.Indicator, bank.In(bankItself, set)), one.Set);
                            Check(bank.Values(one.Indicator, bank.In(bankItself, against)), one.Against);
                            Assert.Null(one.Separation);
                        }
                    );
                }

                SetComparison ranked = await query.AskAsync(DataScope.WholeBank, at, Low, High, default);
                double?[] separations = [.. ranked.Ranked.Where(one => !one.IsThin).Select(one => one.Separation)];
                Assert.Equal(16, ranked.Ranked.Count());
                Assert.Equal(separations.OrderDescending(), separations);
                await Assert.ThrowsAsync<ArgumentException>(() =>
                    query.AskAsync(DataScope.WholeBank, at, GridPart.Of(UnplacedReason.New), High, default)
                );
            }
        );

    // A statistic is shown when all its customers are one's own, or at least ten are not.
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_statistic_that_covers_too_few_customers_of_others_is_kept_back_with_its_count(DatabaseProvider provider) =>
        await AskAsync(
            provider,
            async bank =>
            {
                int shown = 0;
                int kept = 0;
                foreach (int manager in bank.Managers)
                {
                    var scope = DataScope.Manager(manager);
                    foreach (string code in await bank.VisibleAsync(scope))
                    {
                        Viewpoint at = await bank.AtAsync(scope, code);
                        using var large = new LargeSets();
                        SetComparison sets = await new SetsQuery(bank.Db, large).AskAsync(scope, at, Low, High, default);
                        SnapshotInstitutionRow institution = bank.Institutions.Single(row => row.Code == code);

                        Assert.Equal(bank.In(institution, Low).Count(row => row.ManagerId == manager), sets.Customers);
                        Assert.False(sets.IsCovered);
                        foreach (ComparedIndicator one in sets.Indicators)
                        {
                            int all = bank.Values(one.Indicator, bank.In(institution, Low)).Length;
                            int own = bank.Values(
                                one.Indicator,
                                [.. bank.In(institution, Low).Where(row => row.ManagerId == manager)]
                            ).Length;
                            bool may = all == own || all - own >= 10;

                            Assert.Equal(own, one.Set.Within);
                            Assert.Equal(may ? all : null, one.Set.N);
                            Assert.Equal(may && all > 0, one.Set.Quartiles is not null);
                            Assert.True(one.Separation is null || !one.IsKeptBack);
                            _ = may ? shown++ : kept++;
                        }
                    }
                }

                Assert.True(shown > 0 && kept > 0, $"{shown} shown, {kept} kept back to {bank.Managers.Count} managers");
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Sibling_institutions_stand_in_the_order_of_their_medians_as_far_as_they_may_be_seen(DatabaseProvider provider) =>
        await AskAsync(
            provider,
            async bank =>
            {
                SnapshotInstitutionRow branch = bank.Institutions.First(row => row.Level == InstitutionLevel.Tier1);
                foreach (DataScope scope in (DataScope[])[DataScope.WholeBank, DataScope.Institution(branch.InstitutionId)])
                {
                    foreach (string code in (await bank.VisibleAsync(scope)).Where((_, i) => i % 4 == 0))
                    {
                        await ComparesAsync(bank, scope, code, branch);
                    }
                }
            }
        );

    private static async Task ComparesAsync(StoredBank bank, DataScope scope, string code, SnapshotInstitutionRow branch)
    {
        bool wholeBank = scope == DataScope.WholeBank;
        SnapshotInstitutionRow own = bank.Institutions.Single(row => row.Code == code);
        Viewpoint at = await bank.AtAsync(scope, code);
        foreach (Siblings? asked in (Siblings?[])[null, Siblings.Below, Siblings.Beside])
        {
            foreach (Indicator indicator in (Indicator[])[Indicator.Named("wallet_share"), Indicator.Named("cost_income")])
            {
                using var large = new LargeSets();
                InstitutionComparison compared = await new InstitutionsQuery(bank.Db, large).AskAsync(
                    scope,
                    at,
                    Low,
                    indicator,
                    asked,
                    default
                );
                if (compared.Siblings is null)
                {
                    Assert.Empty(compared.Institutions);
                    continue;
                }

                int? parent = compared.Siblings == Siblings.Below ? own.Place : own.ParentPlace;
                Assert.Equal(parent, compared.Parent!.Institution.Place);
                Assert.Equal(
                    bank.Institutions.Where(row => row.ParentPlace == parent).Select(row => row.Code).Order(),
                    compared.Institutions.Select(one => one.Institution.Code).Order()
                );
                foreach (InstitutionPortrait one in compared.Institutions.Append(compared.Parent))
                {
                    SnapshotInstitutionRow institution = bank.Institutions.Single(row => row.Code == one.Institution.Code);
                    bool covered = wholeBank || (branch.Place <= institution.Place && institution.Place < branch.EndPlace);
                    IReadOnlyList<PositionRow> members = bank.In(institution, Low);
                    PositionRow[] seen = [.. members.Where(row => wholeBank || (branch.Place <= row.Place && row.Place < branch.EndPlace))];
                    double[] values = bank.Values(indicator, members);
                    int within = bank.Values(indicator, seen).Length;

                    Assert.Equal(covered, one.IsVisible);
                    Assert.Equal(seen.Length, one.Customers);
                    Assert.Equal(within, one.Portrait.Within);
                    if (values.Length == within || values.Length - within >= 10)
                    {
                        Check(values, one.Portrait);
                    }
                    else
                    {
                        Assert.True(one.Portrait is { IsKeptBack: true, Quartiles: null });
                    }
                }

                double?[] medians = [.. compared.Institutions.Select(one => one.Portrait.Median)];
                double[] known = [.. medians.OfType<double>()];
                Assert.Equal(known, medians.Take(known.Length).OfType<double>()); // those without one come last
                Assert.Equal(indicator.Direction == Direction.Up ? known.OrderDescending() : known.Order(), known);
            }
        }
    }

    // The second way: move the facts of each customer and take the whole arithmetic again.
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_worth_of_a_share_is_what_the_moved_facts_of_every_customer_add_to_EVA(DatabaseProvider provider) =>
        await AskAsync(
            provider,
            async bank =>
            {
                SnapshotInstitutionRow bankItself = bank.Institutions[0];
                SnapshotInstitutionRow branch = bank.Institutions.Where(row => row.Level == InstitutionLevel.Tier1).ElementAt(1);
                foreach (
                    (DataScope scope, SnapshotInstitutionRow institution) in (IEnumerable<(DataScope, SnapshotInstitutionRow)>)
                        [(DataScope.WholeBank, bankItself), (DataScope.Institution(branch.InstitutionId), branch)]
                )
                {
                    Viewpoint at = await bank.AtAsync(scope, institution.Code);
                    using var large = new LargeSets();
                    using var high = new HighBands();
                    InstitutionWorth worth = await new WorthQuery(bank.Db, large, high).AskAsync(scope, at, default);
                    Func<PositionRow, bool> mine = row => institution.Place <= row.Place && row.Place < institution.EndPlace;
                    PositionRow[] members = [.. bank.In(institution, Low), .. bank.In(institution, GridPart.Of(Band.Mid))];
                    List<(LeverKind Kind, double Worth, Dictionary<GapShare, double> Moved)> levers =
                    [
                        .. members.SelectMany(member => Moved(bank, member, at, mine)),
                    ];

                    Assert.True(worth.IsCovered);
                    // Without a customer whose revenue changes its sign on the way the kernel would not be asked.
                    Assert.True(
                        institution != bankItself
                            || members.Any(row => row.Revenue < 0 && bank.Guidance[row.CustomerId].Reach > -row.Revenue)
                    );
                    Assert.Equal(members.Sum(row => Guided(bank, row, mine).Reach), worth.Reach, 1e-6 * worth.Reach);
                    foreach (LeverKind kind in Enum.GetValues<LeverKind>())
                    {
                        var own = levers.Where(lever => lever.Kind == kind).ToList();
                        Assert.Equal(own.Count, worth.Of(kind).Customers);
                        Assert.Equal(own.Count(lever => lever.Worth < 0), worth.Of(kind).Losing);
                        foreach (GapShare share in Enum.GetValues<GapShare>())
                        {
                            double scale = 1 + own.Sum(lever => Math.Abs(lever.Worth));
                            Assert.Equal(own.Sum(lever => lever.Moved[share]), worth.Of(kind).Worth[share], 1e-9 * scale);
                            Assert.Equal(
                                own.Where(lever => lever.Worth >= 0).Sum(lever => lever.Moved[share]),
                                worth.Of(kind).Gain[share],
                                1e-9 * scale
                            );
                        }
                    }
                }
            }
        );

    [Fact]
    public async Task A_manager_adds_up_the_own_book_alone() =>
        await AskAsync(
            DatabaseProvider.Sqlite,
            async bank =>
            {
                int manager = bank.NarrowedManager;
                var scope = DataScope.Manager(manager);
                using var large = new LargeSets();
                using var high = new HighBands();
                InstitutionWorth worth = await new WorthQuery(bank.Db, large, high).AskAsync(
                    scope,
                    await bank.AtAsync(scope, null),
                    default
                );
                Func<PositionRow, bool> mine = row => row.ManagerId == manager;
                PositionRow[] book =
                [
                    .. bank.Positions.Where(row => row.ManagerId == manager && row.ValueCell is { Band: Band.Low or Band.Mid }),
                ];

                Assert.False(worth.IsCovered);
                Assert.NotEmpty(book);
                foreach (LeverKind kind in Enum.GetValues<LeverKind>())
                {
                    double[] own =
                    [
                        .. book.SelectMany(row =>
                            Guided(bank, row, mine).Levers.Where(lever => lever.Kind == kind).Select(lever => lever.Worth)
                        ),
                    ];
                    Assert.Equal(own.Length, worth.Of(kind).Customers);
                    Assert.Equal(own.Sum(), worth.Of(kind).Worth[GapShare.Whole], 1e-6);
                }
            }
        );

    // Levers do not depend on the cut points.
    private static CustomerGuidance Guided(StoredBank bank, PositionRow row, Func<PositionRow, bool> mine) =>
        bank.GuidanceOf(row, CutPoints.Of(1, 2), CutPoints.Of(0.1, 0.2), mine);

    private static IEnumerable<(LeverKind Kind, double Worth, Dictionary<GapShare, double> Moved)> Moved(
        StoredBank bank,
        PositionRow member,
        Viewpoint at,
        Func<PositionRow, bool> mine
    )
    {
        CustomerFigures figures = StoredFigures.FiguresOf(member, bank.Figures[member.CustomerId]);
        double today = RiskAdjustedReturn.Of(in figures, at.Scheme).Eva;
        CustomerGuidance guidance = Guided(bank, member, mine);
        Lever[] levers = [.. guidance.Levers];
        foreach ((int i, Lever lever) in levers.Index())
        {
            yield return (
                lever.Kind,
                lever.Worth,
                Enum.GetValues<GapShare>()
                    .ToDictionary(
                        share => share,
                        share =>
                        {
                            var fractions = new double[levers.Length];
                            fractions[i] = (int)share / 100.0;
                            CustomerFigures moved = MovedFigures.Of(in figures, levers, fractions, at.Scheme);
                            return RiskAdjustedReturn.Of(in moved, at.Scheme).Eva - today;
                        }
                    )
            );
        }
    }

    private static void Check(double[] values, ShownPortrait shown)
    {
        Assert.Equal(values.Length, shown.N);
        if (values.Length == 0)
        {
            Assert.Null(shown.Quartiles);
            return;
        }

        double[] sorted = [.. values.Order()];
        Assert.Equal(
            (Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75)),
            (Math.Round(shown.Quartiles!.Value.P25, 9), Math.Round(shown.Median!.Value, 9), Math.Round(shown.Quartiles.Value.P75, 9))
        );
    }

    // Type 7: a weighted mean of the two values around (n − 1)·p.
    private static double Quantile(double[] sorted, double p)
    {
        double at = (sorted.Length - 1) * p;
        int below = (int)Math.Floor(at);
        int above = (int)Math.Ceiling(at);
        return Math.Round((sorted[below] * (1 - (at - below))) + (sorted[above] * (at - below)), 9);
    }

    private static double? Separation(Indicator indicator, double[] high, double[] low)
    {
        if (high.Length == 0 || low.Length == 0)
        {
            return null;
        }

        double better = 0;
        foreach (double one in high)
        {
            foreach (double other in low)
            {
                int order = Comparable.Ratio(one).CompareTo(Comparable.Ratio(other)) * (indicator.Direction == Direction.Up ? 1 : -1);
                better +=
                    order > 0 ? 1
                    : order == 0 ? 0.5
                    : 0;
            }
        }

        return better / ((double)high.Length * low.Length);
    }

    private static double? Rounded(double? value) => value is double known ? Math.Round(known, 10) : null;

    private async Task AskAsync(DatabaseProvider provider, Func<StoredBank, Task> ask) =>
        await (await banks.OnAsync(provider)).UseAsync(async db =>
        {
            await ask(await StoredBank.OfAsync(db));
            return 0;
        });
}
