using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
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
}

/// <summary>Writes results of a stored snapshot as CSV in the columns of 3.13.</summary>
public sealed class ExportSnapshot(NineGridDbContext db, AuditTrail audit)
{
    /// <summary>Writes the export; the stream stays open. UTF-8 without byte-order mark.</summary>
    /// <exception cref="JobRefusedException">The period has no snapshot under the scheme.</exception>
    public async Task RunAsync(
        ExportKind kind,
        Period period,
        string schemeName,
        Stream output,
        CancellationToken cancellationToken = default
    )
    {
        int snapshot =
            await db
                .Snapshots.Where(row => row.Period == period && db.Schemes.Any(s => s.Id == row.SchemeId && s.Name == schemeName))
                .Select(row => (int?)row.Id)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw new JobRefusedException($"{period} has no snapshot under the scheme “{schemeName}”; compute it first.");
        // Before the first byte: what has left the bank is on record even if the reader went away half way.
        await audit.WriteAsync(AuditAction.Exported, $"{kind} {period}", after: new { Scheme = schemeName });
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
        Dictionary<int, string> codes = await db
            .SnapshotInstitutions.Where(row => row.SnapshotId == snapshot)
            .ToDictionaryAsync(row => row.Place, row => row.Code, cancellationToken);
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
