using System.Text;
using NineGrid.Data.Exports;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench.Kernel;

/// <summary>Writes what the kernel computed as the exports of 3.13, to be held against those of the peers.</summary>
internal static class KernelExports
{
    public static async Task WriteAsync(string folder, Snapshot snapshot, IReadOnlyList<MigrationMatrix> migration)
    {
        Directory.CreateDirectory(folder);
        await FileAsync("positions", SnapshotLines.PositionColumns, lines => PositionsAsync(lines, snapshot));
        await FileAsync("indicators", SnapshotLines.IndicatorColumns, lines => IndicatorsAsync(lines, snapshot));
        await FileAsync("cuts", SnapshotLines.CutColumns, lines => CutsAsync(lines, snapshot));
        await FileAsync("portraits", SnapshotLines.PortraitColumns, lines => PortraitsAsync(lines, snapshot));
        if (migration.Count > 0)
        {
            await FileAsync("migration", SnapshotLines.MigrationColumns, lines => MigrationAsync(lines, migration));
        }

        async Task FileAsync(string name, string columns, Func<CsvLines, Task> write)
        {
            await using var writer = new StreamWriter(
                Path.Combine(folder, name + ".csv"),
                append: false,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                bufferSize: 1 << 16
            );
            var lines = new CsvLines(writer);
            await SnapshotLines.HeaderAsync(lines, columns);
            await write(lines);
        }
    }

    private static async Task PositionsAsync(CsvLines lines, Snapshot snapshot)
    {
        Book book = snapshot.Input.Book;
        for (int customer = 0; customer < book.Count; customer++)
        {
            BookCustomer master = book.Customers[customer];
            await SnapshotLines.PositionAsync(
                lines,
                master.No,
                book.Institutions.Code(master.Institution),
                master.Manager,
                master.Group,
                SnapshotStore.PositionOf(snapshot, customer)
            );
        }
    }

    private static async Task IndicatorsAsync(CsvLines lines, Snapshot snapshot)
    {
        for (int customer = 0; customer < snapshot.Input.Book.Count; customer++)
        {
            await SnapshotLines.IndicatorsAsync(
                lines,
                snapshot.Input.Book.Customers[customer].No,
                Enumerable.Range(0, Indicator.Count).Select(indicator => Measured.OrNull(snapshot.IndicatorOf(indicator, customer)))
            );
        }
    }

    private static async Task CutsAsync(CsvLines lines, Snapshot snapshot)
    {
        foreach (Grid grid in SnapshotLines.Grids)
        {
            await SnapshotLines.CutsAsync(lines, grid, y: false, snapshot.Cuts[grid, false]);
            await SnapshotLines.CutsAsync(lines, grid, y: true, snapshot.Cuts[grid, true]);
        }
    }

    private static async Task PortraitsAsync(CsvLines lines, Snapshot snapshot)
    {
        InstitutionTree tree = snapshot.Input.Book.Institutions;
        foreach (int place in Enumerable.Range(0, tree.Count).OrderBy(tree.Code, KeyOrder.Instance))
        {
            foreach (Grid grid in SnapshotLines.Grids)
            {
                foreach (PortraitPart part in SnapshotLines.Parts)
                {
                    foreach (Indicator indicator in SnapshotLines.Indicators)
                    {
                        Portrait portrait = snapshot.Portraits[place, grid, part, indicator.Number];
                        if (portrait.N > 0)
                        {
                            await SnapshotLines.PortraitAsync(lines, tree.Code(place), grid, part, indicator, portrait);
                        }
                    }
                }
            }
        }
    }

    private static async Task MigrationAsync(CsvLines lines, IReadOnlyList<MigrationMatrix> migration)
    {
        foreach (Grid grid in SnapshotLines.Grids)
        {
            await SnapshotLines.MigrationAsync(lines, grid, migration[(int)grid]);
        }
    }
}
