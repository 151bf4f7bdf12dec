using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Exports;

/// <summary>What can be exported of a snapshot; lower case on the command line.</summary>
public enum ExportKind
{
    /// <summary>All customers with return, cells, reasons, strategy.</summary>
    Positions,

    /// <summary>The 16 indicators of all customers.</summary>
    Indicators,

    /// <summary>Stored portraits.</summary>
    Portraits,

    /// <summary>Cut points in use.</summary>
    Cuts,

    /// <summary>How well each indicator tells high from low value.</summary>
    Separation,

    /// <summary>Levers of all placed customers.</summary>
    Gaps,

    /// <summary>Default paths.</summary>
    Paths,

    /// <summary>Flows between the cells of an earlier snapshot and this one.</summary>
    Migration,

    /// <summary>Alerts whose condition holds.</summary>
    Alerts,
}

/// <summary>Writes results of a stored snapshot as CSV in the columns of 3.13.</summary>
public sealed class ExportSnapshot(NineGridDbContext db, AuditTrail audit)
{
    /// <summary>Writes the export; the stream stays open. UTF-8 without byte-order mark.</summary>
    /// <param name="kind">What is exported.</param>
    /// <param name="period">Of which period.</param>
    /// <param name="schemeName">Under which scheme.</param>
    /// <param name="output">Where to.</param>
    /// <param name="from">The period with which <see cref="ExportKind.Migration"/> compares it; null for everything else.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="JobRefusedException">A period has no snapshot under the scheme, or the other one is not earlier.</exception>
    public async Task RunAsync(
        ExportKind kind,
        Period period,
        string schemeName,
        Stream output,
        Period? from = null,
        CancellationToken cancellationToken = default
    )
    {
        if (kind == ExportKind.Migration != from is not null)
        {
            throw new ArgumentException("Migration, and nothing else, is between two periods.", nameof(from));
        }

        if (from >= period)
        {
            throw new JobRefusedException($"{from} is not before {period}; migration leads from an earlier period to a later one.");
        }

        int snapshot = await SnapshotAsync(period, schemeName, cancellationToken);
        int earlier = from is Period other ? await SnapshotAsync(other, schemeName, cancellationToken) : default;
        // Before the first byte: what has left the bank is on record even if the reader went away half way.
        await audit.WriteAsync(
            AuditAction.Exported,
            $"{kind} {(from is null ? "" : $"{from} ")}{period}",
            after: new { Scheme = schemeName }
        );
        await using var writer = new StreamWriter(
            output,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            bufferSize: 1 << 16,
            leaveOpen: true
        );
        var lines = new CsvLines(writer);
        await (
            kind switch
            {
                ExportKind.Positions => PositionsAsync(snapshot, lines, cancellationToken),
                ExportKind.Indicators => IndicatorsAsync(snapshot, lines, cancellationToken),
                ExportKind.Portraits => PortraitsAsync(snapshot, lines, cancellationToken),
                ExportKind.Cuts => CutsAsync(snapshot, lines, cancellationToken),
                ExportKind.Separation => SeparationAsync(snapshot, lines, cancellationToken),
                ExportKind.Gaps => GapsAsync(snapshot, lines, cancellationToken),
                ExportKind.Paths => PathsAsync(snapshot, lines, cancellationToken),
                ExportKind.Migration => MigrationAsync(earlier, snapshot, lines, cancellationToken),
                ExportKind.Alerts => AlertsAsync(snapshot, schemeName, period, lines, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an export"),
            }
        );
    }

    private async Task PositionsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, SnapshotLines.PositionColumns);
        var rows =
            from position in db.Positions.AsNoTracking()
            where position.SnapshotId == snapshot
            join customer in db.Customers on position.CustomerId equals customer.Id
            join institution in db.SnapshotInstitutions
                on new { position.SnapshotId, position.Place } equals new { institution.SnapshotId, institution.Place }
            join m in db.Managers on position.ManagerId equals m.Id into managers
            from manager in managers.DefaultIfEmpty()
            join g in db.Groups on position.GroupId equals g.Id into groups
            from creditGroup in groups.DefaultIfEmpty()
            orderby customer.No
            select new
            {
                customer.No,
                Institution = institution.Code,
                Manager = manager.EmployeeNo,
                Group = creditGroup.Code,
                Position = position,
            };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await SnapshotLines.PositionAsync(lines, row.No, row.Institution, row.Manager, row.Group, row.Position);
        }
    }

    private async Task IndicatorsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, SnapshotLines.IndicatorColumns);
        var rows =
            from position in db.Positions.AsNoTracking()
            where position.SnapshotId == snapshot
            join customer in db.Customers on position.CustomerId equals customer.Id
            join i in db.Indicators
                on new { position.SnapshotId, position.CustomerId } equals new { i.SnapshotId, i.CustomerId }
                into indicators
            from indicator in indicators.DefaultIfEmpty()
            orderby customer.No
            select new { customer.No, Indicators = indicator };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await SnapshotLines.IndicatorsAsync(
                lines,
                row.No,
                row.Indicators is null ? new double?[Indicator.Count] : StoredFigures.ValuesOf(row.Indicators)
            );
        }
    }

    private async Task PortraitsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, SnapshotLines.PortraitColumns);
        Dictionary<int, string> codes = await CodesAsync(snapshot, cancellationToken);
        var rows = await db
            .Portraits.AsNoTracking()
            .Where(row => row.SnapshotId == snapshot)
            .ToDictionaryAsync(row => (row.Place, row.Grid, row.Part, row.Indicator), cancellationToken);
        foreach ((int place, _) in codes.OrderBy(code => code.Value, KeyOrder.Instance))
        {
            foreach (Grid grid in SnapshotLines.Grids)
            {
                foreach (PortraitPart part in SnapshotLines.Parts)
                {
                    foreach (Indicator indicator in SnapshotLines.Indicators)
                    {
                        if (rows.TryGetValue((place, grid, part.Number, (byte)indicator.Number), out PortraitRow? row))
                        {
                            await SnapshotLines.PortraitAsync(
                                lines,
                                codes[place],
                                grid,
                                part,
                                indicator,
                                new(row.N, row.Pooled, new(row.P25, row.Median, row.P75))
                            );
                        }
                    }
                }
            }
        }
    }

    private async Task CutsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, SnapshotLines.CutColumns);
        List<CutRow> rows = await db
            .Cuts.AsNoTracking()
            .Where(row => row.SnapshotId == snapshot && row.InUse)
            .ToListAsync(cancellationToken);
        foreach (Grid grid in SnapshotLines.Grids)
        {
            foreach (bool y in (bool[])[false, true])
            {
                await SnapshotLines.CutsAsync(lines, grid, y, rows.Where(row => row.Grid == grid && row.Y == y).Select(StoredCuts.CutOf));
            }
        }
    }

    private async Task SeparationAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, "institution,indicator,n_high,n_low,separation");
        Dictionary<int, string> codes = await CodesAsync(snapshot, cancellationToken);
        List<SeparationRow> rows = await db
            .Separations.AsNoTracking()
            .Where(row => row.SnapshotId == snapshot)
            .ToListAsync(cancellationToken);
        foreach (
            SeparationRow row in rows.OrderBy(row => codes[row.Place], KeyOrder.Instance)
                .ThenBy(row => Indicator.All[row.Indicator].Code, KeyOrder.Instance)
        )
        {
            await lines
                .Text(codes[row.Place])
                .Mark(Indicator.All[row.Indicator].Code)
                .Number(row.High)
                .Number(row.Low)
                .Number(row.Probability)
                .EndAsync();
        }
    }

    private async Task GapsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, "customer_no,lever,effort,d_revenue,d_cost,d_el,d_ec,worth");
        await foreach ((string no, CustomerGuidance guidance) in GuidanceAsync(snapshot, cancellationToken))
        {
            foreach (Lever lever in guidance.Levers.OrderBy(lever => lever.Kind.ToString(), KeyOrder.Instance))
            {
                await lines
                    .Text(no)
                    .Mark(lever.Kind.ToString())
                    .Number(lever.Effort)
                    .Number(lever.Revenue)
                    .Number(lever.Cost)
                    .Number(lever.ExpectedLoss)
                    .Number(lever.EcCredit)
                    .Number(lever.Worth)
                    .EndAsync();
            }
        }
    }

    private async Task PathsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, "customer_no,target_cell,reached_cell,feasible,effort,lever,fraction");
        await foreach ((string no, CustomerGuidance guidance) in GuidanceAsync(snapshot, cancellationToken))
        {
            if (guidance.ToNext() is not StepwisePath way)
            {
                continue;
            }

            PathStep?[] steps = [.. way.Steps.OrderBy(step => step.Lever.Kind.ToString(), KeyOrder.Instance).Cast<PathStep?>()];
            foreach (PathStep? step in way.Path.Feasible && steps.Length > 0 ? steps : [null])
            {
                await lines
                    .Text(no)
                    .Mark(way.Path.Target?.ToString())
                    .Mark(way.Path.Reached.ToString())
                    .Mark(way.Path.Feasible ? "true" : "false")
                    .Number(Measured.OrNull(way.Path.Effort))
                    .Mark(step?.Lever.Kind.ToString())
                    .Number(step?.Fraction)
                    .EndAsync();
            }
        }
    }

    private async Task MigrationAsync(int earlier, int later, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, SnapshotLines.MigrationColumns);
        IQueryable<PositionRow> then = db.Positions.Where(row => row.SnapshotId == earlier);
        IQueryable<PositionRow> now = db.Positions.Where(row => row.SnapshotId == later);
        Scheme scheme = await SchemeAsync(earlier, cancellationToken);
        Dictionary<int, string> numbers = await db
            .Customers.Where(customer => then.Concat(now).Any(row => row.CustomerId == customer.Id))
            .ToDictionaryAsync(customer => customer.Id, customer => customer.No, cancellationToken);
        foreach (Grid grid in SnapshotLines.Grids)
        {
            Move[] moves = await JoinedSnapshots.LoadAsync(db, grid, (then, earlier, scheme), now, cancellationToken);
            // Ids differ between databases, numbers do not: sums in their order are the same to the bit.
            Move[] inOrder = [.. moves.OrderBy(move => numbers[(move.Now ?? move.Then!).Id], KeyOrder.Instance)];
            MigrationMatrix matrix = MigrationMatrix.Of(
                [.. inOrder.Select(move => MigrationMatrix.IndexOf(move.Then?.Cell))],
                [.. inOrder.Select(move => MigrationMatrix.IndexOf(move.Now?.Cell))],
                [.. inOrder.Select(move => move.Revenue)],
                [.. inOrder.Select(move => move.Remains)]
            );
            await SnapshotLines.MigrationAsync(lines, grid, matrix);
        }
    }

    private async Task AlertsAsync(int snapshot, string schemeName, Period period, CsvLines lines, CancellationToken cancellationToken)
    {
        await SnapshotLines.HeaderAsync(lines, "customer_no,rule,severity,since,state");
        Dictionary<(int CustomerId, AlertRule Rule), Period> since = await FiringRuns.SinceAsync(
            db,
            schemeName,
            snapshot,
            period,
            cancellationToken
        );
        // People work on the alerts of the default scheme only.
        Dictionary<(int CustomerId, AlertRule Rule), AlertState> states = string.Equals(
            schemeName,
            StoredSchemes.DefaultName,
            StringComparison.Ordinal
        )
            ? await StatesAsync(period, cancellationToken)
            : [];
        var rows = await (
            from firing in db.AlertFirings.AsNoTracking()
            where firing.SnapshotId == snapshot
            join customer in db.Customers on firing.CustomerId equals customer.Id
            select new { customer.No, Firing = firing }
        ).ToListAsync(cancellationToken);
        foreach (var row in rows.OrderBy(row => row.No, KeyOrder.Instance).ThenBy(row => row.Firing.Rule.ToString(), KeyOrder.Instance))
        {
            (int CustomerId, AlertRule Rule) key = (row.Firing.CustomerId, row.Firing.Rule);
            await lines
                .Text(row.No)
                .Mark(row.Firing.Rule.ToString())
                .Mark(row.Firing.Severity.ToString())
                .Mark(since[key].ToString())
                .Mark(states.GetValueOrDefault(key, AlertState.Open).ToString())
                .EndAsync();
        }
    }

    /// <summary>The state of every alert as it was when a period was the newest.</summary>
    private async Task<Dictionary<(int CustomerId, AlertRule Rule), AlertState>> StatesAsync(
        Period period,
        CancellationToken cancellationToken
    )
    {
        var changes = await (
            from change in db.AlertEvents
            where change.Period <= period
            join alert in db.Alerts on change.AlertId equals alert.Id
            orderby change.Id
            select new
            {
                alert.CustomerId,
                alert.Rule,
                change.To,
            }
        ).ToListAsync(cancellationToken);
        var states = new Dictionary<(int CustomerId, AlertRule Rule), AlertState>();
        foreach (var change in changes)
        {
            states[(change.CustomerId, change.Rule)] = change.To;
        }

        return states;
    }

    /// <summary>The guidance of every customer placed on the value grid, in the order of their numbers.</summary>
    private async IAsyncEnumerable<(string No, CustomerGuidance Guidance)> GuidanceAsync(
        int snapshot,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Scheme scheme = await SchemeAsync(snapshot, cancellationToken);
        (AxisCuts x, AxisCuts y) = await AxisCuts.LoadAsync(db, DataScope.WholeBank, snapshot, scheme, Grid.Value, cancellationToken);
        List<InstitutionAt> tier1 = await CutQueries.Tier1(db, snapshot).ToListAsync(cancellationToken);
        var benchmarks = (await db.Benchmarks.AsNoTracking().Where(row => row.SnapshotId == snapshot).ToListAsync(cancellationToken))
            .GroupBy(row => new BenchmarkKey(row.Tier1Place, row.Size, row.HasCredit))
            .ToDictionary(rows => rows.Key, StoredGuidance.BenchmarksOf);
        Benchmark[] none = new Benchmark[Indicator.Count];
        var rows =
            from position in db.Positions.AsNoTracking()
            where position.SnapshotId == snapshot && position.ValueCell != null
            join customer in db.Customers on position.CustomerId equals customer.Id
            join figures in db.Figures
                on new { position.SnapshotId, position.CustomerId } equals new { figures.SnapshotId, figures.CustomerId }
            join indicators in db.Indicators
                on new { position.SnapshotId, position.CustomerId } equals new { indicators.SnapshotId, indicators.CustomerId }
            orderby customer.No
            select new
            {
                customer.No,
                Position = position,
                Figures = figures,
                Indicators = indicators,
            };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            PositionRow p = row.Position;
            int branch = tier1.First(one => one.Place <= p.Place && p.Place < one.EndPlace).Place;
            var peers = new PeerKey(p.Place, p.Size, p.Industry, p.HasCredit);
            yield return (
                row.No,
                StoredGuidance.Of(
                    p,
                    row.Figures,
                    row.Indicators,
                    benchmarks.GetValueOrDefault(new(branch, p.Size, p.HasCredit == true), none),
                    x.For(peers).Cuts,
                    y.For(peers).Cuts,
                    scheme
                )
            );
        }
    }

    private async Task<int> SnapshotAsync(Period period, string schemeName, CancellationToken cancellationToken) =>
        await db
            .Snapshots.Where(row => row.Period == period && db.Schemes.Any(s => s.Id == row.SchemeId && s.Name == schemeName))
            .Select(row => (int?)row.Id)
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new JobRefusedException($"{period} has no snapshot under the scheme “{schemeName}”; compute it first.");

    private async Task<Scheme> SchemeAsync(int snapshot, CancellationToken cancellationToken) =>
        Scheme.FromJson(
            await (
                from head in db.Snapshots
                join version in db.Schemes on head.SchemeId equals version.Id
                where head.Id == snapshot
                select version.Definition
            ).FirstAsync(cancellationToken)
        );

    private Task<Dictionary<int, string>> CodesAsync(int snapshot, CancellationToken cancellationToken) =>
        db
            .SnapshotInstitutions.Where(row => row.SnapshotId == snapshot)
            .ToDictionaryAsync(row => row.Place, row => row.Code, cancellationToken);
}
