using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

internal sealed class ImportedGroup : MasterRow
{
    public string? Name { get; init; }
    public string? ParentCustomerNo { get; init; }
}

/// <summary><c>groups.csv</c>.</summary>
internal sealed class GroupFile(ImportRun run) : MasterFile<ImportedGroup>(FileLayout.Groups, run)
{
    /// <summary>The column of the customer that leads the group.</summary>
    public const int Parent = 2;

    private const int Name = 1;

    public override async Task LoadIdsAsync(CancellationToken cancellationToken)
    {
        var groups = Run.Db.Groups.AsNoTracking().Select(row => new { row.Code, row.Id });
        await foreach (var row in groups.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Ids[row.Code] = row.Id;
        }
    }

    /// <summary>Writes the new rows, still without their leading customers.</summary>
    public async Task StoreNewAsync(CancellationToken cancellationToken)
    {
        await Run.Bulk.InsertAsync(
            Run.Db,
            New.Select(row => new GroupRow
            {
                BatchId = Run.Batch,
                Code = row.Key,
                Name = row.Name!,
            }),
            cancellationToken
        );
        await LoadIdsAsync(cancellationToken);
    }

    /// <summary>Writes everything else, once the customers are stored.</summary>
    public async Task StoreAsync(CustomerFile customers, CancellationToken cancellationToken)
    {
        await OverwriteAsync(
            Accepted.Select(row => new GroupRow
            {
                BatchId = Run.Batch,
                Id = Ids[row.Key],
                Code = row.Key,
                Name = row.Name ?? "",
                ParentCustomerId = row.ParentCustomerNo is null ? null : customers.Ids[row.ParentCustomerNo],
            }),
            Present((Name, nameof(GroupRow.Name)), (Parent, nameof(GroupRow.ParentCustomerId))),
            cancellationToken
        );
    }

    protected override ImportedGroup Parse(FileReader reader, string key) =>
        new()
        {
            Key = key,
            Line = reader.Line,
            Name = reader.Name(Name),
            ParentCustomerNo = reader.Key(Parent),
        };
}
