using System.Text.Json;
using System.Text.RegularExpressions;

namespace NineGrid.Tests.Web.Plans;

/// <summary>Reads out of an execution plan which tables are gone through that grow with the bank.</summary>
internal static partial class PlanReading
{
    /// <summary>What a plan goes through though its answer is about a branch, a manager or a customer: whole tables, or all rows of a snapshot.</summary>
    public static IEnumerable<string> Grown(JsonElement plan) =>
        from read in Reads(plan, bounded: false)
        where GrownBank.Tables.Contains(read.Table)
        where read.IsWhole || (GrownBank.SnapshotTables.Contains(read.Table) && read.IsOfSnapshotAlone)
        select $"{read.Table}: {read.How}";

    /// <summary>What a plan goes through though its answer is about one snapshot of the bank as it stands: the rows of all snapshots.</summary>
    public static IEnumerable<string> EverySnapshot(JsonElement plan) =>
        from read in Reads(plan, bounded: false)
        where
            read.IsWhole
            && (GrownBank.SnapshotTables.Contains(read.Table) || read.Table is "facts" or "statements" or "audit_trail" or "jobs")
        select $"{read.Table}: {read.How}";

    private sealed record Read(string Table, string How, bool IsWhole, bool IsOfSnapshotAlone);

    private static IEnumerable<Read> Reads(JsonElement node, bool bounded, string? table = null)
    {
        string kind = Text(node, "Node Type")!;
        table = Text(node, "Relation Name") ?? table;
        string? condition = Text(node, "Index Cond");
        // A limit bounds what lies below it until something has to see every row first.
        bounded = kind == "Limit" || (bounded && kind is not ("Sort" or "Aggregate" or "Hash" or "Materialize" or "WindowAgg" or "Unique"));
        if (table is not null && kind is "Seq Scan" or "Index Scan" or "Index Only Scan" or "Bitmap Index Scan")
        {
            bool whole = kind == "Seq Scan" || (condition is null && !bounded);
            bool ofSnapshot =
                condition is not null
                && !bounded
                && Column().Matches(condition).All(column => column.Groups["name"].Value == "snapshot_id");
            yield return new(table!, $"{kind} {Text(node, "Index Name")} {condition}", whole, ofSnapshot);
        }

        if (node.TryGetProperty("Plans", out JsonElement plans))
        {
            foreach (
                Read read in plans.EnumerateArray().SelectMany(below => Reads(below, bounded, kind == "Bitmap Heap Scan" ? table : null))
            )
            {
                yield return read;
            }
        }
    }

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    // The left side of each comparison: (place >= 3).
    [GeneratedRegex(@"\((?<name>\w+) (=|<|>|<=|>=|IS) ")]
    private static partial Regex Column();
}
