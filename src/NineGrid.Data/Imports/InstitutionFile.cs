using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

internal sealed class ImportedInstitution : MasterRow
{
    public string? Name { get; init; }
    public string? ParentCode { get; init; }
    public InstitutionLevel? Level { get; init; }
}

/// <summary><c>institutions.csv</c>, and the tree as it will be after the package.</summary>
internal sealed class InstitutionFile(ImportRun run) : MasterFile<ImportedInstitution>(FileLayout.Institutions, run)
{
    private const int Code = 0;
    private const int Name = 1;
    private const int Level = 2;
    private const int Parent = 3;

    internal static readonly Dictionary<string, InstitutionLevel> Levels = new(StringComparer.Ordinal)
    {
        ["HEAD"] = InstitutionLevel.Head,
        ["TIER1"] = InstitutionLevel.Tier1,
        ["TIER2"] = InstitutionLevel.Tier2,
        ["SUB"] = InstitutionLevel.Sub,
    };

    private readonly Dictionary<string, InstitutionNode> _stored = new(StringComparer.Ordinal);

    public override async Task LoadIdsAsync(CancellationToken cancellationToken)
    {
        List<InstitutionRow> rows = await Run.Db.Institutions.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var codes = rows.ToDictionary(row => row.Id, row => row.Code);
        foreach (InstitutionRow row in rows)
        {
            Ids[row.Code] = row.Id;
            _stored[row.Code] = new(row.Code, row.ParentId is { } parent ? codes[parent] : null, row.Level);
        }
    }

    /// <summary>Checks that the tree will be one: known parents, one root of level HEAD, no cycle, levels that go down.</summary>
    public void CheckTree()
    {
        CheckParents(Rows);
        long before;
        do
        {
            before = Run.Findings.ErrorCount;
            Dictionary<string, InstitutionNode> tree = Tree();
            CheckRoots(tree);
            CheckCycles(tree);
            CheckLevels(tree);
            if (Run.AcceptGoodRows)
            {
                // a rejected row gives way to the stored one, or leaves a gap, and either can break the tree elsewhere
                CheckParents(Accepted);
            }
        } while (Run.AcceptGoodRows && Run.Findings.ErrorCount > before);
    }

    /// <summary>Writes the accepted rows.</summary>
    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        await Run.Bulk.InsertAsync(
            Run.Db,
            New.Select(row => new InstitutionRow
            {
                BatchId = Run.Batch,
                Code = row.Key,
                Name = row.Name!,
                Level = row.Level!.Value,
            }),
            cancellationToken
        );
        await LoadIdsAsync(cancellationToken);
        await OverwriteAsync(
            Accepted.Select(row => new InstitutionRow
            {
                BatchId = Run.Batch,
                Id = Ids[row.Key],
                Code = row.Key,
                Name = row.Name ?? "",
                Level = row.Level ?? default,
                ParentId = row.ParentCode is null ? null : Ids[row.ParentCode],
            }),
            Present((Name, nameof(InstitutionRow.Name)), (Level, nameof(InstitutionRow.Level)), (Parent, nameof(InstitutionRow.ParentId))),
            cancellationToken
        );
    }

    /// <summary>The code of a stored institution by its identity.</summary>
    public Dictionary<int, string> CodesById() => Ids.ToDictionary(pair => pair.Value, pair => pair.Key);

    protected override ImportedInstitution Parse(FileReader reader, string key) =>
        new()
        {
            Key = key,
            Line = reader.Line,
            Name = reader.Name(Name),
            Level = reader.Word(Level, Levels),
            ParentCode = Reference(reader, Parent),
        };

    private static string Word(InstitutionLevel level) => Levels.First(pair => pair.Value == level).Key;

    /// <summary>Every institution that will be there, the stored ones overlaid with the accepted rows.</summary>
    private Dictionary<string, InstitutionNode> Tree()
    {
        var tree = new Dictionary<string, InstitutionNode>(_stored, StringComparer.Ordinal);
        foreach (ImportedInstitution row in Accepted)
        {
            InstitutionNode? stored = _stored.GetValueOrDefault(row.Key);
            tree[row.Key] = new(
                row.Key,
                Has(Parent) ? row.ParentCode : stored?.ParentCode,
                row.Level ?? stored?.Level ?? InstitutionLevel.Head
            );
        }

        return tree;
    }

    private ImportedInstitution? AcceptedRow(string code) => Row(code) is { Rejected: false } row ? row : null;

    private bool IsRejected(string code) => Row(code) is { Rejected: true };

    private void CheckParents(IEnumerable<ImportedInstitution> rows)
    {
        foreach (ImportedInstitution row in rows)
        {
            Refers(row, Parent, this, row.ParentCode);
        }
    }

    private void CheckRoots(Dictionary<string, InstitutionNode> tree)
    {
        // the one that stays: a stored root, else the first in the file
        string? root = tree
            .Values.Where(node => node.ParentCode is null)
            .OrderBy(node => AcceptedRow(node.Code)?.Line ?? 0)
            .FirstOrDefault()
            ?.Code;
        foreach (ImportedInstitution row in Accepted.Where(row => tree[row.Key].ParentCode is null).ToList())
        {
            if (!string.Equals(row.Key, root, StringComparison.Ordinal))
            {
                Reject(row, ImportIssueKind.SecondRoot, Parent, "", root);
            }
            else if (tree[row.Key].Level != InstitutionLevel.Head)
            {
                Reject(row, ImportIssueKind.RootNotHead, Level, Word(tree[row.Key].Level));
            }
        }
    }

    private void CheckCycles(Dictionary<string, InstitutionNode> tree)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string start in tree.Keys)
        {
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            string? code = start;
            while (code is not null && tree.ContainsKey(code) && seen.Add(code))
            {
                path.Add(code);
                onPath.Add(code);
                code = tree[code].ParentCode;
            }

            if (code is not null && onPath.Contains(code))
            {
                List<string> cycle = path[path.IndexOf(code)..];
                string around = Shorten(cycle, code);
                foreach (ImportedInstitution row in cycle.Select(AcceptedRow).OfType<ImportedInstitution>())
                {
                    Reject(row, ImportIssueKind.Cycle, Parent, row.ParentCode, around);
                }
            }
        }
    }

    private static string Shorten(List<string> cycle, string first) =>
        cycle.Count <= 10 ? string.Join(" → ", cycle.Append(first)) : $"{string.Join(" → ", cycle.Take(10))} → … → {first}";

    private void CheckLevels(Dictionary<string, InstitutionNode> tree)
    {
        foreach (InstitutionNode node in tree.Values)
        {
            bool judged = node.ParentCode is not null && !IsRejected(node.Code) && !IsRejected(node.ParentCode);
            if (!judged || !tree.TryGetValue(node.ParentCode!, out InstitutionNode? parent) || node.Level > parent.Level)
            {
                continue;
            }

            if (AcceptedRow(node.Code) is { } row)
            {
                Reject(row, ImportIssueKind.LevelNotBelow, Level, Word(node.Level), $"{parent.Code}, {Word(parent.Level)}");
            }
            else if (AcceptedRow(parent.Code) is { } above)
            {
                Reject(above, ImportIssueKind.LevelNotAbove, Level, Word(parent.Level), $"{node.Code}, {Word(node.Level)}");
            }
        }
    }
}
