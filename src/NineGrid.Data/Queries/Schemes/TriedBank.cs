using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Schemes;

/// <summary>The customers of a snapshot on whom schemes are tried.</summary>
/// <param name="Known">The customers and their figures as stored.</param>
/// <param name="InForce">What the snapshot's own scheme makes of them: the snapshot, unless statements or its calibration changed since.</param>
internal sealed record TriedBank(BookFigures Known, Verdict InForce)
{
    /// <summary>Reads the customers of a snapshot; null when it is gone.</summary>
    public static async Task<TriedBank?> LoadAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        AppliedScheme inForce,
        CancellationToken cancellationToken
    )
    {
        List<SnapshotInstitutionRow> institutions = await db
            .SnapshotInstitutions.AsNoTracking()
            .Where(row => row.SnapshotId == at.SnapshotId)
            .OrderBy(row => row.Place)
            .ToListAsync(cancellationToken);
        Dictionary<int, string> groups = await db
            .Groups.AsNoTracking()
            .ToDictionaryAsync(row => row.Id, row => row.Code, cancellationToken);
        List<Read> rows = [];
        await foreach (
            SchemeTrialQuery.Kept row in SchemeTrialQuery
                .Customers(db, scope, at.SnapshotId)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            string? group = row.Position.GroupId is int id ? groups[id] : null;
            rows.Add(
                new(
                    row.Position.CustomerId,
                    new(row.No, row.Position.Place, Manager: null, row.Position.Size, row.Position.Industry, group),
                    row.Figures is FiguresRow kept ? StoredFigures.FiguresOf(row.Position, kept) : new() { Months = row.Position.Months }
                )
            );
        }

        if (institutions.Count == 0 || rows.Count == 0)
        {
            return null;
        }

        var tree = new InstitutionTree(
            institutions.Select(row => new InstitutionNode(
                row.Code,
                row.ParentPlace is int parent ? institutions[parent].Code : null,
                row.Level
            ))
        );
        // The figures count the products held; no list of them is looked at.
        var book = new Book(tree, rows.Select(row => row.Master), new([]));
        var byNo = rows.ToDictionary(row => row.Master.No, StringComparer.Ordinal);
        var places = new Dictionary<int, int>(book.Count);
        var figures = new CustomerFigures[book.Count];
        for (int place = 0; place < figures.Length; place++)
        {
            Read own = byNo[book.Customers[place].No];
            places.Add(own.Id, place);
            figures[place] = own.Figures;
        }

        var statements = new StatementChoice(book.Count, at.Period);
        await SnapshotSource.ReadStatementsAsync(db, statements, at.Period, places, cancellationToken);
        var known = new BookFigures(book, figures, [.. Enumerable.Range(0, book.Count).Select(statements.OwnGrowthOf)]);
        return new(known, Appraisal.Of(known, inForce, Environment.ProcessorCount).ToVerdict());
    }

    // A class: figures are wide, and a list of them would be copied as it grows.
    private sealed record Read(int Id, BookCustomer Master, CustomerFigures Figures);

    /// <summary>What another scheme changes.</summary>
    public SchemeTrial Try(AppliedScheme draft) =>
        SchemeTrial.Of(Known, InForce, Appraisal.Of(Known, draft, Environment.ProcessorCount).ToVerdict());
}
