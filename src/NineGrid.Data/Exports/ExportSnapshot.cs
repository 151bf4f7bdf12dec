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
        await HeaderAsync(
            lines,
            "customer_no,institution,manager,size,industry,group,months,revenue,cost,el,ec_credit,ec_op,ret,raroc,eva,value_cell,value_reason,"
                + "g_bank,g_own,growth_cell,growth_reason,consistency,group_cell,strategy"
        );
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
            PositionRow p = row.Position;
            await lines
                .Text(row.No)
                .Text(row.Institution)
                .Text(row.Manager)
                .Mark(SizeClassCode.Of(p.Size))
                .Mark(p.Industry.ToString())
                .Text(row.Group)
                .Number(p.Months)
                .Number(p.Revenue)
                .Number(p.Cost)
                .Number(p.ExpectedLoss)
                .Number(p.EcCredit)
                .Number(p.EcOp)
                .Number(p.Return)
                .Number(p.Raroc)
                .Number(p.Eva)
                .Mark(p.ValueCell?.ToString())
                .Mark(NameUnless(p.ValueReason, UnplacedReason.None))
                .Number(p.GrowthBank)
                .Number(p.GrowthOwn)
                .Mark(p.GrowthCell?.ToString())
                .Mark(NameUnless(p.GrowthReason, UnplacedReason.None))
                .Mark(NameUnless(p.Consistency, Consistency.None))
                .Mark(p.GroupCell?.ToString())
                .Mark(NameUnless(p.Strategy, Strategy.None))
                .EndAsync();
        }
    }

    private async Task IndicatorsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await HeaderAsync(lines, string.Join(',', Indicator.All.Select(indicator => indicator.Code).Prepend("customer_no")));
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
            lines.Text(row.No);
            foreach (double? value in row.Indicators is null ? new double?[Indicator.Count] : StoredFigures.ValuesOf(row.Indicators))
            {
                lines.Number(value);
            }

            await lines.EndAsync();
        }
    }

    private async Task PortraitsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await HeaderAsync(lines, "institution,grid,cell,indicator,n,pooled,p25,median,p75");
        Dictionary<int, string> codes = await CodesAsync(snapshot, cancellationToken);
        List<PortraitRow> rows = await db.Portraits.AsNoTracking().Where(row => row.SnapshotId == snapshot).ToListAsync(cancellationToken);
        foreach (
            PortraitRow row in rows.OrderBy(row => codes[row.Place], KeyOrder.Instance)
                .ThenBy(row => NameOf(row.Grid), KeyOrder.Instance)
                .ThenBy(row => PortraitPart.FromNumber(row.Part).ToString(), KeyOrder.Instance)
                .ThenBy(row => Indicator.All[row.Indicator].Code, KeyOrder.Instance)
        )
        {
            await lines
                .Text(codes[row.Place])
                .Mark(NameOf(row.Grid))
                .Mark(PortraitPart.FromNumber(row.Part).ToString())
                .Mark(Indicator.All[row.Indicator].Code)
                .Number(row.N)
                .Number(row.Pooled)
                .Number(row.P25)
                .Number(row.Median)
                .Number(row.P75)
                .EndAsync();
        }
    }

    private async Task CutsAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await HeaderAsync(lines, "grid,axis,peer_group,n,lo,hi");
        List<CutRow> rows = await db
            .Cuts.AsNoTracking()
            .Where(row => row.SnapshotId == snapshot && row.InUse)
            .ToListAsync(cancellationToken);
        foreach (
            CutRow row in rows.DistinctBy(row => (row.Grid, row.Y, row.UsedGroup))
                .OrderBy(row => NameOf(row.Grid), KeyOrder.Instance)
                .ThenBy(row => row.Y)
                .ThenBy(row => row.UsedGroup, KeyOrder.Instance)
        )
        {
            await lines
                .Mark(NameOf(row.Grid))
                .Mark(row.Y ? "y" : "x")
                .Text(row.UsedGroup)
                .Number(row.N)
                .Number(row.Lo)
                .Number(row.Hi)
                .EndAsync();
        }
    }

    private async Task SeparationAsync(int snapshot, CsvLines lines, CancellationToken cancellationToken)
    {
        await HeaderAsync(lines, "institution,indicator,n_high,n_low,separation");
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
        await HeaderAsync(lines, "customer_no,lever,effort,d_revenue,d_cost,d_el,d_ec,worth");
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
        await HeaderAsync(lines, "customer_no,target_cell,reached_cell,feasible,effort,lever,fraction");
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
        await HeaderAsync(lines, "grid,from_cell,to_cell,customers,revenue");
        IQueryable<PositionRow> then = db.Positions.Where(row => row.SnapshotId == earlier);
        IQueryable<PositionRow> now = db.Positions.Where(row => row.SnapshotId == later);
        Scheme scheme = await SchemeAsync(earlier, cancellationToken);
        Dictionary<int, string> numbers = await db
            .Customers.Where(customer => then.Concat(now).Any(row => row.CustomerId == customer.Id))
            .ToDictionaryAsync(customer => customer.Id, customer => customer.No, cancellationToken);
        foreach (Grid grid in Enum.GetValues<Grid>().OrderBy(NameOf, KeyOrder.Instance))
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
            foreach (
                (Cell? from, Cell? to, Flow flow) in matrix
                    .Flows.OrderBy(one => Mark(one.From), KeyOrder.Instance)
                    .ThenBy(one => Mark(one.To), KeyOrder.Instance)
            )
            {
                await lines.Mark(NameOf(grid)).Mark(Mark(from)).Mark(Mark(to)).Number(flow.Customers).Number(flow.Revenue).EndAsync();
            }
        }

        static string Mark(Cell? cell) => cell?.ToString() ?? "-";
    }

    private async Task AlertsAsync(int snapshot, string schemeName, Period period, CsvLines lines, CancellationToken cancellationToken)
    {
        await HeaderAsync(lines, "customer_no,rule,severity,since,state");
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

    private static async Task HeaderAsync(CsvLines lines, string columns)
    {
        foreach (string column in columns.Split(','))
        {
            lines.Mark(column);
        }

        await lines.EndAsync();
    }

    private static string? NameUnless<T>(T value, T nothing)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(value, nothing) ? null : value.ToString();

    private static string NameOf(Grid grid) =>
        grid switch
        {
            Grid.Value => "value",
            Grid.Growth => "growth",
            Grid.Group => "group",
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}
