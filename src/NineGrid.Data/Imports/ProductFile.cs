using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

internal sealed class ImportedProduct : MasterRow
{
    public string? Name { get; init; }
    public ProductLine? ProductLine { get; init; }
    public bool? Active { get; init; }
}

/// <summary><c>products.csv</c>, the catalogue.</summary>
internal sealed class ProductFile(ImportRun run) : MasterFile<ImportedProduct>(FileLayout.Products, run)
{
    private const int Code = 0;
    private const int Name = 1;
    private const int ProductLineColumn = 2;
    private const int Active = 3;

    internal static readonly Dictionary<string, ProductLine> Lines = new(StringComparer.Ordinal)
    {
        ["LENDING"] = ProductLine.Lending,
        ["DEPOSIT"] = ProductLine.Deposit,
        ["SETTLEMENT"] = ProductLine.Settlement,
        ["CASH"] = ProductLine.Cash,
        ["TRADE"] = ProductLine.Trade,
        ["FX"] = ProductLine.Fx,
        ["CAPITAL"] = ProductLine.Capital,
        ["RETAIL"] = ProductLine.Retail,
    };

    private static readonly Dictionary<string, bool> Flags = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    public override async Task LoadIdsAsync(CancellationToken cancellationToken)
    {
        await foreach (ProductRow row in Run.Db.Products.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Ids[row.Code] = row.Id;
        }
    }

    /// <summary>Writes the accepted rows.</summary>
    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        await Run.Bulk.InsertAsync(Run.Db, New.Select(Stored), cancellationToken);
        await OverwriteAsync(
            Known.Select(Stored),
            Present((Name, nameof(ProductRow.Name)), (ProductLineColumn, nameof(ProductRow.Line)), (Active, nameof(ProductRow.Active))),
            cancellationToken
        );
        await LoadIdsAsync(cancellationToken);

        ProductRow Stored(ImportedProduct row) =>
            new()
            {
                BatchId = Run.Batch,
                Id = Ids.GetValueOrDefault(row.Key),
                Code = row.Key,
                Name = row.Name ?? "",
                Line = row.ProductLine ?? default,
                Active = row.Active ?? false,
            };
    }

    protected override string? Identify(FileReader reader)
    {
        string? code = reader.Key(Code);
        if (code is null || (code is not "-" && !code.Contains('|', StringComparison.Ordinal)))
        {
            return code;
        }

        reader.Reject(ImportIssueKind.BadProductCode, Code);
        return null;
    }

    protected override ImportedProduct Parse(FileReader reader, string key) =>
        new()
        {
            Key = key,
            Line = reader.Line,
            Name = reader.Name(Name),
            ProductLine = reader.Word(ProductLineColumn, Lines),
            Active = reader.Word(Active, Flags),
        };
}
