using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Snapshots;

/// <summary>Writes the results of a snapshot as rows.</summary>
internal sealed class SnapshotStore(NineGridDbContext db, IBulk bulk)
{
    public async Task WriteAsync(
        int snapshotId,
        SnapshotSource source,
        Snapshot snapshot,
        SeparationTable separation,
        Guidance guidance,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new("storing", 0, null));
        await bulk.InsertAsync(db, Institutions(snapshotId, source), cancellationToken);
        await bulk.InsertAsync(db, Positions(snapshotId, source, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Figures(snapshotId, source, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Indicators(snapshotId, source, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Groups(snapshotId, source, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Cuts(snapshotId, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Portraits(snapshotId, snapshot), cancellationToken);
        await bulk.InsertAsync(db, Separations(snapshotId, source, separation), cancellationToken);
        await bulk.InsertAsync(db, Benchmarks(snapshotId, guidance.Benchmarks), cancellationToken);
        await bulk.InsertAsync(db, ProductShares(snapshotId, guidance.Products), cancellationToken);
        await bulk.InsertAsync(db, GuidanceOf(snapshotId, source, snapshot, guidance), cancellationToken);
        var sums = InstitutionSums.Of(snapshot);
        await bulk.InsertAsync(db, StoredSums.SumsOf(snapshotId, source.Institutions.Count, sums), cancellationToken);
        await bulk.InsertAsync(db, StoredSums.HoldingsOf(snapshotId, source.Institutions.Count, sums), cancellationToken);
    }

    /// <summary>The rules that fire, as rows.</summary>
    public static IEnumerable<AlertFiringRow> FiringsOf(int snapshotId, SnapshotSource source, IEnumerable<Firing> firings) =>
        firings.Select(firing => new AlertFiringRow
        {
            SnapshotId = snapshotId,
            CustomerId = source.Customers[firing.Customer].Id,
            Rule = firing.Rule,
            Severity = firing.Severity,
        });

    private static IEnumerable<SnapshotInstitutionRow> Institutions(int snapshotId, SnapshotSource source)
    {
        InstitutionTree tree = source.Input.Book.Institutions;
        return source.Institutions.Select(
            (row, place) =>
                new SnapshotInstitutionRow
                {
                    SnapshotId = snapshotId,
                    Place = place,
                    EndPlace = tree.End(place),
                    InstitutionId = row.Id,
                    Code = row.Code,
                    Name = row.Name,
                    ParentPlace = tree.Parent(place) < 0 ? null : tree.Parent(place),
                    Level = row.Level,
                }
        );
    }

    private static IEnumerable<PositionRow> Positions(int snapshotId, SnapshotSource source, Snapshot snapshot)
    {
        for (int c = 0; c < source.Customers.Count; c++)
        {
            PositionRow row = PositionOf(snapshot, c);
            row.SnapshotId = snapshotId;
            row.CustomerId = source.Customers[c].Id;
            row.ManagerId = source.Customers[c].ManagerId;
            row.GroupId = source.Customers[c].GroupId;
            yield return row;
        }
    }

    /// <summary>The position of a customer of the book, without the ids of the database.</summary>
    public static PositionRow PositionOf(Snapshot snapshot, int customer)
    {
        BookCustomer master = snapshot.Input.Book.Customers[customer];
        CustomerFigures figures = snapshot.Figures[customer];
        RiskAdjustedReturn terms = snapshot.Returns[customer];
        bool active = snapshot.Active[customer];
        double? Active(double value) => active ? Measured.OrNull(value) : null;
        return new()
        {
            Place = master.Institution,
            Size = master.Size,
            Industry = master.Industry,
            Months = figures.Months,
            Span = active ? figures.Span : null,
            Revenue = Active(terms.Revenue),
            Cost = Active(terms.Cost),
            ExpectedLoss = Active(terms.ExpectedLoss),
            EcCredit = Active(terms.EcCredit),
            EcOp = Active(terms.EcOp),
            Return = Active(terms.Return),
            Raroc = Active(terms.Raroc),
            Eva = Active(terms.Eva),
            HasCredit = active ? terms.HasCredit(in figures) : null,
            ValueCell = CellOf(snapshot.Cells(Grid.Value)[customer]),
            ValueReason = snapshot.ValueReason[customer],
            GrowthBank = Measured.OrNull(snapshot.GrowthBank[customer]),
            GrowthOwn = Measured.OrNull(snapshot.GrowthOwn[customer]),
            GrowthCell = CellOf(snapshot.Cells(Grid.Growth)[customer]),
            GrowthReason = snapshot.GrowthReason[customer],
            Consistency = snapshot.Consistency[customer],
            GroupCell = CellOf(snapshot.Cells(Grid.Group)[customer]),
            Strategy = snapshot.Strategies[customer],
        };
    }

    private static IEnumerable<FiguresRow> Figures(int snapshotId, SnapshotSource source, Snapshot snapshot)
    {
        for (int c = 0; c < source.Customers.Count; c++)
        {
            if (!snapshot.Active[c])
            {
                continue;
            }

            CustomerFigures f = snapshot.Figures[c];
            yield return new()
            {
                SnapshotId = snapshotId,
                CustomerId = source.Customers[c].Id,
                LoanNii = Measured.OrNull(f.LoanNii),
                DepositNii = Measured.OrNull(f.DepositNii),
                FeeIncome = Measured.OrNull(f.FeeIncome),
                OperatingCost = Measured.OrNull(f.OperatingCost),
                ExpectedLoss = Measured.OrNull(f.ExpectedLoss),
                Transactions = Measured.OrNull(f.Transactions),
                ETransactions = Measured.OrNull(f.ETransactions),
                SettlementInflow = Measured.OrNull(f.SettlementInflow),
                Ead = Measured.OrNull(f.Ead),
                EconomicCapital = Measured.OrNull(f.EconomicCapital),
                AvgLoans = Measured.OrNull(f.AvgLoans),
                AvgDeposits = Measured.OrNull(f.AvgDeposits),
                AvgDemandDeposits = Measured.OrNull(f.AvgDemandDeposits),
                CreditLimit = Measured.OrNull(f.CreditLimit),
                CreditUsed = Measured.OrNull(f.CreditUsed),
                OverdueBalance = Measured.OrNull(f.OverdueBalance),
                PayrollHeadcount = Measured.OrNull(f.PayrollHeadcount),
                Pd = Measured.OrNull(f.Pd),
                Lgd = Measured.OrNull(f.Lgd),
                MaturityYears = Measured.OrNull(f.MaturityYears),
                ProductsHeld = Measured.OrNull(f.ProductsHeld),
                ProductsActive = f.ProductsActive,
                Products = source.Input.Book.Products.TextOf(source.Input.Facts.ProductListOf(c)),
                FiscalYear = f.FiscalYear == 0 ? null : f.FiscalYear,
                Stale = f.Stale,
                OperatingRevenue = Measured.OrNull(f.OperatingRevenue),
                Cash = Measured.OrNull(f.Cash),
                InterestBearingDebt = Measured.OrNull(f.InterestBearingDebt),
                Employees = Measured.OrNull(f.Employees),
                EarlierRevenue = Measured.OrNull(f.EarlierRevenue),
                CapitalRatio = Measured.OrNull(snapshot.Returns[c].CapitalRatio),
            };
        }
    }

    private static IEnumerable<IndicatorRow> Indicators(int snapshotId, SnapshotSource source, Snapshot snapshot)
    {
        for (int c = 0; c < source.Customers.Count; c++)
        {
            if (snapshot.Active[c])
            {
                yield return StoredFigures.IndicatorsOf(
                    snapshotId,
                    source.Customers[c].Id,
                    [.. Enumerable.Range(0, Indicator.Count).Select(i => Measured.OrNull(snapshot.IndicatorOf(i, c)))]
                );
            }
        }
    }

    private static IEnumerable<GroupPositionRow> Groups(int snapshotId, SnapshotSource source, Snapshot snapshot)
    {
        Dictionary<string, int> ids = [];
        for (int c = 0; c < source.Customers.Count; c++)
        {
            if (source.Input.Book.Customers[c].Group is string code)
            {
                ids[code] = source.Customers[c].GroupId!.Value;
            }
        }

        for (int g = 0; g < snapshot.Groups.Length; g++)
        {
            GroupPosition group = snapshot.Groups[g];
            yield return new()
            {
                SnapshotId = snapshotId,
                GroupId = ids[source.Input.Book.Groups[g]],
                Members = group.Members,
                Revenue = group.Revenue,
                Return = group.Return,
                EconomicCapital = group.Ec,
                Raroc = Measured.OrNull(group.Raroc),
                Cell = CellOf(group.Cell),
            };
        }
    }

    private static IEnumerable<CutRow> Cuts(int snapshotId, Snapshot snapshot) =>
        from grid in Enum.GetValues<Grid>()
        from y in (bool[])[false, true]
        from cut in snapshot.Cuts[grid, y]
        select new CutRow
        {
            SnapshotId = snapshotId,
            Grid = grid,
            Y = y,
            PeerGroup = cut.PeerGroup,
            UsedGroup = cut.UsedGroup,
            N = cut.Placed,
            Lo = Measured.OrNull(cut.Cuts.Lo),
            Hi = Measured.OrNull(cut.Cuts.Hi),
            InUse = cut.InUse,
        };

    private static IEnumerable<PortraitRow> Portraits(int snapshotId, Snapshot snapshot)
    {
        for (int place = 0; place < snapshot.Input.Book.Institutions.Count; place++)
        {
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                for (byte part = 0; part < PortraitPart.Count; part++)
                {
                    for (byte indicator = 0; indicator < Indicator.Count; indicator++)
                    {
                        Portrait portrait = snapshot.Portraits[place, grid, PortraitPart.FromNumber(part), indicator];
                        if (portrait.N > 0)
                        {
                            yield return new()
                            {
                                SnapshotId = snapshotId,
                                Place = place,
                                Grid = grid,
                                Part = part,
                                Indicator = indicator,
                                N = portrait.N,
                                Pooled = portrait.Pooled,
                                P25 = portrait.Quartiles.P25,
                                Median = portrait.Quartiles.Median,
                                P75 = portrait.Quartiles.P75,
                            };
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<SeparationRow> Separations(int snapshotId, SnapshotSource source, SeparationTable table) =>
        from place in Enumerable.Range(0, source.Institutions.Count)
        from indicator in Enumerable.Range(0, Indicator.Count)
        let separation = table[place, indicator]
        where separation is { High: > 0, Low: > 0 }
        select new SeparationRow
        {
            SnapshotId = snapshotId,
            Place = place,
            Indicator = (byte)indicator,
            High = separation.High,
            Low = separation.Low,
            Probability = separation.Probability,
        };

    private static IEnumerable<BenchmarkRow> Benchmarks(int snapshotId, BenchmarkTable table)
    {
        foreach (BenchmarkKey key in table.Keys)
        {
            for (int indicator = 0; indicator < Indicator.Count; indicator++)
            {
                Benchmark benchmark = table[key][indicator];
                if (benchmark.Exists)
                {
                    yield return new()
                    {
                        SnapshotId = snapshotId,
                        Tier1Place = key.Tier1,
                        Size = key.Size,
                        HasCredit = key.HasCredit,
                        Indicator = (byte)indicator,
                        N = benchmark.N,
                        P25 = benchmark.Quartiles.P25,
                        Median = benchmark.Quartiles.Median,
                        P75 = benchmark.Quartiles.P75,
                        Width = benchmark.Width,
                        OfCredit = benchmark.OfCredit,
                    };
                }
            }
        }
    }

    private static IEnumerable<ProductShareRow> ProductShares(int snapshotId, ProductShareTable table)
    {
        foreach (BenchmarkKey key in table.Keys)
        {
            foreach (ProductShare share in table[key].ToArray())
            {
                yield return new()
                {
                    SnapshotId = snapshotId,
                    Tier1Place = key.Tier1,
                    Size = key.Size,
                    HasCredit = key.HasCredit,
                    Product = share.Product,
                    Holders = share.Holders,
                    N = share.N,
                    Width = share.Width,
                };
            }
        }
    }

    private static IEnumerable<GuidanceRow> GuidanceOf(int snapshotId, SnapshotSource source, Snapshot snapshot, Guidance guidance)
    {
        for (int c = 0; c < source.Customers.Count; c++)
        {
            if (snapshot.Cells(Grid.Value)[c] >= 0)
            {
                yield return StoredGuidance.RowOf(
                    snapshotId,
                    source.Customers[c].Id,
                    guidance.ReachOf(c),
                    guidance.PathOf(c),
                    guidance.LeversOf(c)
                );
            }
        }
    }

    private static Cell? CellOf(sbyte index) => index < 0 ? null : Cell.FromIndex(index);
}
