using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

internal sealed class ImportedManager : MasterRow
{
    public string? Name { get; init; }
    public string? InstitutionCode { get; init; }
}

/// <summary><c>managers.csv</c>.</summary>
internal sealed class ManagerFile(ImportRun run) : MasterFile<ImportedManager>(FileLayout.Managers, run)
{
    private const int Name = 1;
    private const int Institution = 2;

    private readonly Dictionary<string, int> _institutions = new(StringComparer.Ordinal);

    public override async Task LoadIdsAsync(CancellationToken cancellationToken)
    {
        await foreach (ManagerRow row in Run.Db.Managers.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Ids[row.EmployeeNo] = row.Id;
            _institutions[row.EmployeeNo] = row.InstitutionId;
        }
    }

    /// <summary>Rejects the rows that refer to nothing.</summary>
    public void CheckReferences(InstitutionFile institutions)
    {
        foreach (ImportedManager row in Rows)
        {
            Refers(row, Institution, institutions, row.InstitutionCode);
        }
    }

    /// <summary>The code of the institution to which a manager will belong; null when unknown.</summary>
    public string? InstitutionOf(string manager, IReadOnlyDictionary<int, string> storedInstitutions) =>
        Row(manager) is { Rejected: false, InstitutionCode: { } code } ? code
        : _institutions.TryGetValue(manager, out int id) ? storedInstitutions.GetValueOrDefault(id)
        : null;

    /// <summary>Writes the accepted rows.</summary>
    public async Task StoreAsync(InstitutionFile institutions, CancellationToken cancellationToken)
    {
        await Run.Bulk.InsertAsync(Run.Db, New.Select(Stored), cancellationToken);
        await OverwriteAsync(
            Known.Select(Stored),
            Present((Name, nameof(ManagerRow.Name)), (Institution, nameof(ManagerRow.InstitutionId))),
            cancellationToken
        );
        await LoadIdsAsync(cancellationToken);

        ManagerRow Stored(ImportedManager row) =>
            new()
            {
                BatchId = Run.Batch,
                Id = Ids.GetValueOrDefault(row.Key),
                EmployeeNo = row.Key,
                Name = row.Name ?? "",
                InstitutionId = row.InstitutionCode is null ? 0 : institutions.Ids[row.InstitutionCode],
            };
    }

    protected override ImportedManager Parse(FileReader reader, string key) =>
        new()
        {
            Key = key,
            Line = reader.Line,
            Name = reader.Name(Name),
            InstitutionCode = Reference(reader, Institution),
        };
}
