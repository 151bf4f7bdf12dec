using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Schemes;

/// <summary>A scheme is worked on, proposed, approved and published; nothing that is computed changes by it.</summary>
public sealed class SchemeDraftTests
{
    private static readonly Scheme Changed = Scheme.Default with { Tax = 0.2 };

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_saves_second_is_told_and_what_the_first_saved_stays(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSchemeAsync(provider);
        int draft = await BeginAsync(database);

        Assert.Equal(
            DraftAnswer.Stored,
            await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(draft, 1, Changed, null, default))
        );
        Assert.Equal(
            DraftAnswer.Conflict,
            await AsAsync(database, "two", (db, by) => Change(db, by).SaveAsync(draft, 1, Scheme.Default with { Tax = 0.3 }, null, default))
        );

        SchemeDraft stored = (await database.UseAsync(db => new SchemesQuery(db).DraftAsync(draft, default)))!;
        Assert.Equal((0.2, "one", 2), (stored.Scheme.Tax, stored.ChangedBy, stored.Version));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_version_is_published_by_a_second_person_and_the_draft_is_gone(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSchemeAsync(provider);
        int draft = await BeginAsync(database);
        await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(draft, 1, Changed, null, default));

        Assert.Equal((DraftAnswer.NotProposed, null), await PublishAsync(database, "two", draft, 2));
        Assert.Equal(
            DraftAnswer.NoComment,
            await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(draft, 2, "  ", default))
        );
        Assert.Equal(
            DraftAnswer.Stored,
            await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(draft, 2, "lower tax", default))
        );
        Assert.Equal((DraftAnswer.OwnProposal, null), await PublishAsync(database, "ONE", draft, 3));
        Assert.Equal((DraftAnswer.Conflict, null), await PublishAsync(database, "two", draft, 2));
        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "two", draft, 3));

        SchemeVersion newest = (await database.UseAsync(db => new SchemesQuery(db).VersionsAsync(default)))[0];
        Assert.Equal((2, "one", "two", "lower tax"), (newest.Version, newest.CreatedBy, newest.ApprovedBy, newest.Comment));
        Assert.Equal(Changed, await database.UseAsync(db => new SchemesQuery(db).SchemeAsync(2, default)));
        Assert.Empty(await database.UseAsync(db => new SchemesQuery(db).DraftsAsync(default)));
        var line = await database.UseAsync(db => db.Audit.SingleAsync(row => row.Action == AuditAction.SchemeChanged));
        Assert.Equal(("two", """{"tax":"0.25"}"""), (line.Actor, line.Before));
    }

    [Fact]
    public async Task A_change_after_the_proposal_takes_it_back()
    {
        await using TestDatabase database = await WithSchemeAsync(DatabaseProvider.Sqlite);
        int draft = await ProposedAsync(database);

        await AsAsync(database, "two", (db, by) => Change(db, by).SaveAsync(draft, 3, Changed with { Beta = 0.2 }, null, default));

        Assert.Equal((DraftAnswer.NotProposed, null), await PublishAsync(database, "two", draft, 4));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_proposal_is_sent_back_with_a_reason_and_can_be_proposed_again(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSchemeAsync(provider);
        int draft = await ProposedAsync(database);

        Assert.Equal(DraftAnswer.NoReason, await AsAsync(database, "two", (db, by) => Change(db, by).RejectAsync(draft, 3, " ", default)));
        Assert.Equal(
            DraftAnswer.Stored,
            await AsAsync(database, "two", (db, by) => Change(db, by).RejectAsync(draft, 3, "the board has not decided", default))
        );
        Assert.Equal(
            DraftAnswer.NotProposed,
            await AsAsync(database, "two", (db, by) => Change(db, by).RejectAsync(draft, 4, "again", default))
        );

        SchemeDraft sentBack = (await database.UseAsync(db => new SchemesQuery(db).DraftAsync(draft, default)))!;
        Assert.Equal((null, "two", "the board has not decided"), (sentBack.ProposedBy, sentBack.ChangedBy, sentBack.Rejection));
        AuditRow line = await database.UseAsync(db => db.Audit.SingleAsync());
        Assert.Equal(
            ("two", FormattableString.Invariant($"draft {draft}"), """{"proposedBy":"one","sentBack":"the board has not decided"}"""),
            (line.Actor, line.Subject, line.After)
        );
        Assert.Equal((DraftAnswer.NotProposed, null), await PublishAsync(database, "two", draft, 4));
        await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(draft, 4, "the board decided", default));
        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "two", draft, 5));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_indicator_that_is_switched_off_is_stored_for_nobody(DatabaseProvider provider)
    {
        var december = Period.Of(2025, 12);
        int off = Indicator.Named("deposit_spread").Number;
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        using var package = new PackageFolder();
        new SampleBank(100, 36, seed: 5, december).WriteTo(package.Path, progress: null, CancellationToken.None);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(december));
        Assert.NotEqual(0, await PortraitsAsync());
        Assert.Contains("DepositPricing", await database.ExportTextAsync(ExportKind.Gaps, december), StringComparison.Ordinal);
        int draft = await BeginAsync(database);
        Scheme without = Scheme.Default with { UsedIndicators = new() { Off = [IndicatorName.DepositSpread] } };
        await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(draft, 1, without, null, default));
        await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(draft, 2, "we do not measure it", default));
        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "two", draft, 3));

        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(december));

        Assert.Equal(0, await PortraitsAsync());
        string[] lines = (await database.ExportTextAsync(ExportKind.Indicators, december)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        Assert.All(lines.Skip(1), line => Assert.Equal("", line.Split(',')[off + 1]));
        Assert.DoesNotContain("DepositPricing", await database.ExportTextAsync(ExportKind.Gaps, december), StringComparison.Ordinal);
        Assert.DoesNotContain("deposit_spread", await database.ExportTextAsync(ExportKind.Separation, december), StringComparison.Ordinal);

        Task<int> PortraitsAsync() => database.UseAsync(db => db.Portraits.CountAsync(row => row.Indicator == off));
    }

    [Fact]
    public async Task A_draft_begun_before_another_was_published_is_refused_until_it_stands_on_the_newest()
    {
        await using TestDatabase database = await WithSchemeAsync(DatabaseProvider.Sqlite);
        int first = await ProposedAsync(database);
        int second = await ProposedAsync(database);
        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "two", first, 3));

        Assert.Equal((DraftAnswer.Outdated, null), await PublishAsync(database, "two", second, 3));
        Assert.Equal(
            DraftAnswer.Stored,
            await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(second, 3, Changed, basedOn: 2, default))
        );
        Assert.Equal(
            DraftAnswer.Unchanged,
            await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(second, 4, "again", default))
        );
    }

    [Fact]
    public async Task Where_no_second_person_is_asked_for_the_proposer_publishes()
    {
        await using TestDatabase database = await WithSchemeAsync(DatabaseProvider.Sqlite);
        int draft = await ProposedAsync(database);

        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "one", draft, 3, secondPerson: false));

        Assert.Null((await database.UseAsync(db => new SchemesQuery(db).VersionsAsync(default)))[0].ApprovedBy);
    }

    [Fact]
    public async Task A_faulty_scheme_is_not_stored()
    {
        await using TestDatabase database = await WithSchemeAsync(DatabaseProvider.Sqlite);
        int draft = await BeginAsync(database);

        Assert.Equal(
            DraftAnswer.Faulty,
            await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(draft, 1, Scheme.Default with { Tax = 2 }, null, default))
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_closed_period_keeps_its_version_and_an_open_one_is_computed_under_the_newest(DatabaseProvider provider)
    {
        var november = Period.Of(2025, 11);
        var december = Period.Of(2025, 12);
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        using var package = new PackageFolder();
        new SampleBank(100, 36, seed: 5, december).WriteTo(package.Path, progress: null, CancellationToken.None);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(november));
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(december));
        await database.UseAsync<ClosePeriod, bool>(async close =>
        {
            await close.RunAsync(november);
            return true;
        });
        int draft = await ProposedAsync(database);
        byte[] closed = await database.ExportAsync(ExportKind.Positions, november);

        Assert.Equal((DraftAnswer.Stored, 2), await PublishAsync(database, "two", draft, 3));
        Assert.Equal(closed, await database.ExportAsync(ExportKind.Positions, november));
        await Assert.ThrowsAsync<JobRefusedException>(() =>
            database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(november))
        );
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(december));

        Assert.Equal(closed, await database.ExportAsync(ExportKind.Positions, november));
        IReadOnlyList<SchemeVersion> versions = await database.UseAsync(db => new SchemesQuery(db).VersionsAsync(default));
        Assert.Equal([new SchemeUse(december, IsClosed: false)], versions[0].Periods);
        Assert.Equal([new SchemeUse(november, IsClosed: true)], versions[1].Periods);
    }

    private static async Task<TestDatabase> WithSchemeAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        await database.UseAsync(async db =>
        {
            db.Schemes.Add(
                new()
                {
                    Name = StoredSchemes.DefaultName,
                    Version = 1,
                    Definition = Scheme.Default.ToJson(),
                    CreatedAt = DateTime.UnixEpoch,
                }
            );
            return await db.SaveChangesAsync();
        });
        return database;
    }

    private static async Task<int> BeginAsync(TestDatabase database) =>
        (await AsAsync(database, "one", (db, by) => new BeginDraft(db, by, TimeProvider.System).RunAsync(1, default)))!.Value;

    /// <summary>A draft at version 3 that “one” proposed.</summary>
    private static async Task<int> ProposedAsync(TestDatabase database)
    {
        int draft = await BeginAsync(database);
        await AsAsync(database, "one", (db, by) => Change(db, by).SaveAsync(draft, 1, Changed, null, default));
        await AsAsync(database, "one", (db, by) => Change(db, by).ProposeAsync(draft, 2, "lower tax", default));
        return draft;
    }

    private static Task<(DraftAnswer Answer, int? Published)> PublishAsync(
        TestDatabase database,
        string name,
        int draft,
        int version,
        bool secondPerson = true
    ) =>
        AsAsync(
            database,
            name,
            (db, by) =>
                new PublishDraft(db, by, new(db, by, TimeProvider.System), TimeProvider.System, new(secondPerson)).RunAsync(
                    draft,
                    version,
                    default
                )
        );

    private static ChangeDraft Change(NineGridDbContext db, Actor by) => new(db, by, new(db, by, TimeProvider.System), TimeProvider.System);

    private static Task<T> AsAsync<T>(TestDatabase database, string name, Func<NineGridDbContext, Actor, Task<T>> run) =>
        database.UseAsync(db => run(db, new(name, Address: null)));
}
