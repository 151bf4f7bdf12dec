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
        List<SchemeTrialQuery.Kept> rows = await SchemeTrialQuery.Customers(db, scope, at.SnapshotId).ToListAsync(cancellationToken);
        if (institutions.Count == 0 || rows.Count == 0)
        {
            return null;
        }

        var book = new Book(
            new(
                institutions.Select(row => new InstitutionNode(
                    row.Code,
                    row.ParentPlace is int parent ? institutions[parent].Code : null,
                    row.Level
                ))
            ),
            rows.Select(row => new BookCustomer(
                row.No,
                row.Position.Place,
                Manager: null,
                row.Position.Size,
                row.Position.Industry,
                row.Position.GroupId is int group ? groups[group] : null
            )),
            // The figures count the products held; no list of them is looked at.
            new([])
        );
        var byNo = rows.ToDictionary(row => row.No, StringComparer.Ordinal);
        var places = new Dictionary<int, int>(book.Count);
        var figures = new CustomerFigures[book.Count];
        for (int place = 0; place < figures.Length; place++)
        {
            SchemeTrialQuery.Kept own = byNo[book.Customers[place].No];
            places.Add(own.Position.CustomerId, place);
            figures[place] = own.Figures is FiguresRow kept
                ? StoredFigures.FiguresOf(own.Position, kept)
                : new() { Months = own.Position.Months };
        }

        var statements = new StatementChoice(book.Count, at.Period);
        await SnapshotSource.ReadStatementsAsync(db, statements, at.Period, places, cancellationToken);
        var known = new BookFigures(book, figures, [.. Enumerable.Range(0, book.Count).Select(statements.OwnGrowthOf)]);
        return new(known, Appraisal.Of(known, inForce, Environment.ProcessorCount).ToVerdict());
    }

    /// <summary>What another scheme changes.</summary>
    public SchemeTrial Try(AppliedScheme draft) =>
        SchemeTrial.Of(Known, InForce, Appraisal.Of(Known, draft, Environment.ProcessorCount).ToVerdict());
}
