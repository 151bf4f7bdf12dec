using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

internal sealed class ImportedCustomer : MasterRow
{
    public string? Name { get; init; }
    public string? CreditCode { get; init; }
    public string? InstitutionCode { get; init; }
    public string? ManagerNo { get; init; }
    public string? GroupCode { get; init; }
    public Industry? Industry { get; init; }
    public SizeClass? Size { get; init; }
    public DateOnly? OpenedOn { get; init; }
}

/// <summary><c>customers.csv</c>.</summary>
internal sealed class CustomerFile(ImportRun run) : MasterFile<ImportedCustomer>(FileLayout.Customers, run)
{
    private const int Name = 1;
    private const int Institution = 2;
    private const int IndustryColumn = 3;
    private const int Size = 4;
    private const int Credit = 5;
    private const int Manager = 6;
    private const int Group = 7;
    private const int OpenedOn = 8;

    internal static readonly Dictionary<string, SizeClass> Sizes = Enum.GetValues<SizeClass>()
        .ToDictionary(SizeClassCode.Of, StringComparer.Ordinal);

    internal static readonly Dictionary<string, Industry> Industries = Industry.All.ToDictionary(
        section => section.ToString(),
        StringComparer.Ordinal
    );

    public override async Task LoadIdsAsync(CancellationToken cancellationToken)
    {
        var customers = Run.Db.Customers.AsNoTracking().Select(row => new { row.No, row.Id });
        await foreach (var row in customers.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Ids[row.No] = row.Id;
        }
    }

    /// <summary>Rejects the customers and groups that refer to nothing; they refer to each other.</summary>
    public void CheckReferences(InstitutionFile institutions, ManagerFile managers, GroupFile groups)
    {
        foreach (ImportedCustomer row in Rows)
        {
            Refers(row, Institution, institutions, row.InstitutionCode);
            Refers(row, Manager, managers, row.ManagerNo);
            Refers(row, Group, groups, row.GroupCode);
        }

        foreach (ImportedGroup row in groups.Rows)
        {
            groups.Refers(row, GroupFile.Parent, this, row.ParentCustomerNo);
        }

        if (Run.AcceptGoodRows)
        {
            SpreadRejections(groups);
        }
    }

    /// <summary>Notes the customers whose manager belongs to another institution.</summary>
    public async Task NoteManagersElsewhereAsync(InstitutionFile institutions, ManagerFile managers, CancellationToken cancellationToken)
    {
        Dictionary<int, string> codes = institutions.CodesById();
        Dictionary<string, (string Institution, string? Manager)> stored =
            Has(Institution) && Has(Manager) ? [] : await StoredPlacesAsync(cancellationToken);
        foreach (ImportedCustomer row in Accepted)
        {
            (string? institution, string? manager) = stored.GetValueOrDefault(row.Key);
            institution = Has(Institution) ? row.InstitutionCode : institution;
            manager = Has(Manager) ? row.ManagerNo : manager;
            if (
                manager is not null
                && managers.InstitutionOf(manager, codes) is { } elsewhere
                && !string.Equals(elsewhere, institution, StringComparison.Ordinal)
            )
            {
                Run.Findings.Notice(
                    new(
                        ImportIssueKind.OtherInstitution,
                        FileName,
                        row.Line,
                        FileLayout.Customers.Columns[Manager].Name,
                        manager,
                        elsewhere
                    )
                );
            }
        }
    }

    /// <summary>Writes the accepted rows.</summary>
    public async Task StoreAsync(InstitutionFile institutions, ManagerFile managers, GroupFile groups, CancellationToken cancellationToken)
    {
        await Run.Bulk.InsertAsync(Run.Db, New.Select(Stored), cancellationToken);
        await OverwriteAsync(
            Known.Select(Stored),
            Present(
                (Name, nameof(CustomerRow.Name)),
                (Institution, nameof(CustomerRow.InstitutionId)),
                (IndustryColumn, nameof(CustomerRow.Industry)),
                (Size, nameof(CustomerRow.Size)),
                (Credit, nameof(CustomerRow.CreditCode)),
                (Manager, nameof(CustomerRow.ManagerId)),
                (Group, nameof(CustomerRow.GroupId)),
                (OpenedOn, nameof(CustomerRow.OpenedOn))
            ),
            cancellationToken
        );
        await LoadIdsAsync(cancellationToken);

        CustomerRow Stored(ImportedCustomer row) =>
            new()
            {
                BatchId = Run.Batch,
                Id = Ids.GetValueOrDefault(row.Key),
                No = row.Key,
                Name = row.Name ?? "",
                CreditCode = row.CreditCode,
                InstitutionId = row.InstitutionCode is null ? 0 : institutions.Ids[row.InstitutionCode],
                ManagerId = row.ManagerNo is null ? null : managers.Ids[row.ManagerNo],
                GroupId = row.GroupCode is null ? null : groups.Ids[row.GroupCode],
                Industry = row.Industry ?? Domain.Bank.Industry.All[0],
                Size = row.Size ?? default,
                OpenedOn = row.OpenedOn,
            };
    }

    protected override ImportedCustomer Parse(FileReader reader, string key) =>
        new()
        {
            Key = key,
            Line = reader.Line,
            Name = reader.Name(Name),
            CreditCode = CreditCodeOf(reader),
            InstitutionCode = Reference(reader, Institution),
            ManagerNo = Reference(reader, Manager),
            GroupCode = Reference(reader, Group),
            Industry = reader.Word(IndustryColumn, Industries),
            Size = reader.Word(Size, Sizes),
            OpenedOn = reader.Day(OpenedOn),
        };

    private static string? CreditCodeOf(FileReader reader)
    {
        ReadOnlySpan<char> text = reader.Text(Credit);
        if (text.IsEmpty)
        {
            return null;
        }

        if (CreditCode.IsValid(text))
        {
            return text.ToString();
        }

        reader.Reject(ImportIssueKind.BadCreditCode, Credit);
        return null;
    }

    /// <summary>Rejects, where good rows are accepted, whatever refers to a customer or group that was rejected after it was looked up, and so on.</summary>
    private void SpreadRejections(GroupFile groups)
    {
        ILookup<string, ImportedCustomer> members = Accepted
            .Where(row => row.GroupCode is not null)
            .ToLookup(row => row.GroupCode!, StringComparer.Ordinal);
        ILookup<string, ImportedGroup> led = groups
            .Accepted.Where(row => row.ParentCustomerNo is not null)
            .ToLookup(row => row.ParentCustomerNo!, StringComparer.Ordinal);
        var lost = new Queue<MasterRow>(members.Select(group => groups.Row(group.Key)).OfType<MasterRow>().Where(row => row.Rejected));
        foreach (ImportedCustomer customer in led.Select(customer => Row(customer.Key)).OfType<ImportedCustomer>())
        {
            if (customer.Rejected)
            {
                lost.Enqueue(customer);
            }
        }

        while (lost.TryDequeue(out MasterRow? row))
        {
            if (row is ImportedGroup)
            {
                foreach (ImportedCustomer member in members[row.Key].Where(member => !member.Rejected))
                {
                    if (!Refers(member, Group, groups, row.Key))
                    {
                        lost.Enqueue(member);
                    }
                }
            }
            else
            {
                foreach (ImportedGroup group in led[row.Key].Where(group => !group.Rejected))
                {
                    if (!groups.Refers(group, GroupFile.Parent, this, row.Key))
                    {
                        lost.Enqueue(group);
                    }
                }
            }
        }
    }

    private async Task<Dictionary<string, (string Institution, string? Manager)>> StoredPlacesAsync(CancellationToken cancellationToken)
    {
        var places =
            from customer in Run.Db.Customers.AsNoTracking()
            join institution in Run.Db.Institutions on customer.InstitutionId equals institution.Id
            join manager in Run.Db.Managers on customer.ManagerId equals manager.Id into known
            from manager in known.DefaultIfEmpty()
            select new
            {
                customer.No,
                Institution = institution.Code,
                Manager = manager == null ? null : manager.EmployeeNo,
            };
        return await places.ToDictionaryAsync(
            place => place.No,
            place => (place.Institution, (string?)place.Manager),
            StringComparer.Ordinal,
            cancellationToken
        );
    }
}
