using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Access;

/// <summary>A bank small enough to say by hand who sees what, with two snapshots between which a customer moves.</summary>
/// <remarks>
/// <code>
/// HO ─ B1 ─ S11   c1 (M1; in the second snapshot at S21, M3), c2 (nobody's)
///    │    ├ S12   c3 (M2)
///    │    └ itself c5 (nobody's)
///    └ B2 ─ S21   c4 (M1), c6 (M3)
///         └ S22   nobody
/// </code>
/// Credit group G2 is c1 and c3, G1 is c4 alone; its sums and the cut points are made up. There is a plan for c1 of the first period, which was once given to M1.
/// </remarks>
internal sealed class PocketBank
{
    public static readonly Period First = Period.Of(2025, 9);
    public static readonly Period Second = Period.Of(2025, 12);

    private static readonly (string Code, string? Parent, int Place, int EndPlace, InstitutionLevel Level)[] Tree =
    [
        ("HO", null, 0, 7, InstitutionLevel.Head),
        ("B1", "HO", 1, 4, InstitutionLevel.Tier1),
        ("S11", "B1", 2, 3, InstitutionLevel.Tier2),
        ("S12", "B1", 3, 4, InstitutionLevel.Tier2),
        ("B2", "HO", 4, 7, InstitutionLevel.Tier1),
        ("S21", "B2", 5, 6, InstitutionLevel.Tier2),
        ("S22", "B2", 6, 7, InstitutionLevel.Tier2),
    ];

    private static readonly (string No, string Institution, string? Manager, string? Group)[] Customers =
    [
        ("c1", "S11", "M1", "G2"),
        ("c2", "S11", null, null),
        ("c3", "S12", "M2", "G2"),
        ("c4", "S21", "M1", "G1"),
        ("c5", "B1", null, null),
        ("c6", "S21", "M3", null),
    ];

    private readonly Dictionary<string, int> _ids = [];

    public int this[string code] => _ids[code];

    /// <summary>Writes it into a database; cut points are said to be those of so many customers.</summary>
    public static Task<PocketBank> InAsync(TestDatabase database, int customersOfCuts = 10) =>
        database.UseAsync(async db =>
        {
            var bank = new PocketBank();
            await bank.WriteAsync(db, customersOfCuts);
            return bank;
        });

    private async Task WriteAsync(NineGridDbContext db, int customersOfCuts)
    {
        foreach (var own in Tree)
        {
            await AddAsync(
                db,
                own.Code,
                new InstitutionRow
                {
                    Code = own.Code,
                    Name = own.Code,
                    Level = own.Level,
                    ParentId = own.Parent is null ? null : this[own.Parent],
                },
                row => row.Id
            );
        }

        foreach (string no in (string[])["M1", "M2", "M3"])
        {
            await AddAsync(
                db,
                no,
                new ManagerRow
                {
                    EmployeeNo = no,
                    Name = no,
                    InstitutionId = this["HO"],
                },
                row => row.Id
            );
        }

        foreach (string code in (string[])["G1", "G2"])
        {
            await AddAsync(db, code, new GroupRow { Code = code, Name = code }, row => row.Id);
        }

        foreach ((string no, string institution, string? manager, string? group) in Customers)
        {
            await AddAsync(
                db,
                no,
                new CustomerRow
                {
                    No = no,
                    Name = no,
                    InstitutionId = this[institution],
                    ManagerId = manager is null ? null : this[manager],
                    GroupId = group is null ? null : this[group],
                    Industry = Industry.Of('C'),
                    Size = SizeClass.Small,
                },
                row => row.Id
            );
            foreach (Period month in (Period[])[First.AddMonths(-1), First])
            {
                db.Facts.Add(
                    new()
                    {
                        CustomerId = this[no],
                        Period = month,
                        LoanNii = 1,
                    }
                );
            }

            foreach (int year in (int[])[2024, 2025, 2026])
            {
                db.Statements.Add(new() { CustomerId = this[no], FiscalYear = year });
            }
        }

        var scheme = new SchemeRow
        {
            Name = StoredSchemes.DefaultName,
            Version = 1,
            Definition = Scheme.Default.ToJson(),
        };
        await AddAsync(db, "scheme", scheme, row => row.Id);
        await WriteSnapshotAsync(db, First, customersOfCuts);
        await WriteSnapshotAsync(db, Second, customersOfCuts);
        CustomerRow moved = await db.Customers.SingleAsync(row => row.No == "c1");
        (moved.InstitutionId, moved.ManagerId) = (this["S21"], this["M3"]);
        await WritePlanAsync(db);
        await db.SaveChangesAsync();
    }

    private async Task WritePlanAsync(NineGridDbContext db)
    {
        var plan = new PlanRow
        {
            CustomerId = this["c1"],
            Title = "plan",
            State = PlanState.Active,
            OwnerId = this["M1"],
            Version = 1,
            CreatedBy = "somebody",
            ChangedBy = "somebody",
            BaselinePeriod = First.AddMonths(-1),
            BaselineScheme = StoredSchemes.DefaultName,
            BaselineSchemeVersion = 1,
        };
        await AddAsync(db, "plan", plan, row => row.Id);
        db.Assignments.Add(
            new()
            {
                CustomerId = this["c1"],
                ToManagerId = this["M1"],
                By = "somebody",
            }
        );
        db.PlanBaselines.Add(
            new()
            {
                PlanId = plan.Id,
                Lever = LeverKind.FeeIncome,
                Value = 10,
            }
        );
        db.PlanSteps.Add(
            new()
            {
                PlanId = plan.Id,
                Lever = LeverKind.FeeIncome,
                Target = 20,
                OwnerId = this["M1"],
                DueOn = new(2026, 1, 1),
            }
        );
        db.PlanComments.Add(
            new()
            {
                PlanId = plan.Id,
                Author = "somebody",
                Text = "said",
            }
        );
    }

    private async Task WriteSnapshotAsync(NineGridDbContext db, Period period, int customersOfCuts)
    {
        var head = new SnapshotRow
        {
            Period = period,
            SchemeId = this["scheme"],
            Program = "0",
            Customers = Customers.Length,
        };
        await AddAsync(db, period.ToString(), head, row => row.Id);
        db.SnapshotInstitutions.AddRange(
            Tree.Select(own => new SnapshotInstitutionRow
            {
                SnapshotId = head.Id,
                Place = own.Place,
                EndPlace = own.EndPlace,
                InstitutionId = this[own.Code],
                Code = own.Code,
                Name = own.Code,
                ParentPlace = own.Parent is null ? null : PlaceOf(own.Parent),
                Level = own.Level,
            })
        );
        foreach ((string no, string institution, string? manager, string? group) in Customers)
        {
            bool moved = no == "c1" && period == Second;
            string? looksAfter = moved ? "M3" : manager;
            db.Positions.Add(
                new()
                {
                    SnapshotId = head.Id,
                    CustomerId = this[no],
                    Place = PlaceOf(moved ? "S21" : institution),
                    ManagerId = looksAfter is null ? null : this[looksAfter],
                    GroupId = group is null ? null : this[group],
                    Industry = Industry.Of('C'),
                    Size = SizeClass.Small,
                    Months = 12,
                    Span = 12,
                    Revenue = 1000,
                    EcCredit = 100,
                    EcOp = 10,
                    Return = 20,
                    Raroc = 20 / 110.0,
                    Eva = 7.9,
                    HasCredit = true,
                    ValueCell = new Cell(Level.High, Level.Mid),
                    GrowthReason = UnplacedReason.NoHistory,
                    GroupCell = group is null ? null : new Cell(Level.Mid, Level.High),
                }
            );
            db.Figures.Add(new() { SnapshotId = head.Id, CustomerId = this[no] });
            db.Indicators.Add(
                new()
                {
                    SnapshotId = head.Id,
                    CustomerId = this[no],
                    CrossSell = 0.5,
                }
            );
            db.Guidance.Add(
                new()
                {
                    SnapshotId = head.Id,
                    CustomerId = this[no],
                    Reach = 12,
                    Payroll = 12,
                }
            );
        }

        foreach ((string code, int members) in ((string, int)[])[("G1", 1), ("G2", 2)])
        {
            db.GroupPositions.Add(
                new()
                {
                    SnapshotId = head.Id,
                    GroupId = this[code],
                    Members = members,
                    Revenue = 7777,
                    Return = 55,
                    EconomicCapital = 333,
                    Raroc = 55 / 333.0,
                    Cell = new Cell(Level.Mid, Level.High),
                }
            );
        }

        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            foreach (bool y in (bool[])[false, true])
            {
                db.Cuts.Add(
                    new()
                    {
                        SnapshotId = head.Id,
                        Grid = grid,
                        Y = y,
                        PeerGroup = "bank",
                        UsedGroup = "bank",
                        N = customersOfCuts,
                        Lo = y ? 0.11 : 500,
                        Hi = y ? 0.2 : 900,
                        InUse = true,
                    }
                );
            }
        }

        foreach (int tier1 in (int[])[PlaceOf("B1"), PlaceOf("B2")])
        {
            db.Benchmarks.Add(
                new()
                {
                    SnapshotId = head.Id,
                    Tier1Place = tier1,
                    Size = SizeClass.Small,
                    HasCredit = true,
                    Indicator = (byte)Indicator.Named("demand_share").Number,
                    N = customersOfCuts,
                    P25 = 0.3,
                    Median = 0.4,
                    P75 = 0.5,
                    OfCredit = true,
                }
            );
            db.ProductShares.Add(
                new()
                {
                    SnapshotId = head.Id,
                    Tier1Place = tier1,
                    Size = SizeClass.Small,
                    HasCredit = true,
                    Product = "P1",
                    Holders = 6,
                    N = customersOfCuts,
                }
            );
        }

        foreach (int place in (int[])[PlaceOf("HO"), PlaceOf("B1")])
        {
            db.Benchmarks.Add(
                new()
                {
                    SnapshotId = head.Id,
                    Tier1Place = place,
                    Size = SizeClass.Small,
                    HasCredit = true,
                    Indicator = 0,
                    N = customersOfCuts,
                    Median = 0.5,
                }
            );
            db.Separations.Add(
                new()
                {
                    SnapshotId = head.Id,
                    Place = place,
                    Indicator = 0,
                    High = customersOfCuts,
                    Low = customersOfCuts,
                    Probability = 0.75,
                }
            );
            db.Portraits.Add(
                new()
                {
                    SnapshotId = head.Id,
                    Place = place,
                    Grid = Grid.Value,
                    Part = PortraitPart.Of(Band.High).Number,
                    Indicator = 0,
                    N = customersOfCuts,
                    Median = 0.5,
                }
            );
        }

        await db.SaveChangesAsync();
    }

    private static int PlaceOf(string code) => Tree.Single(own => own.Code == code).Place;

    private async Task AddAsync<T>(NineGridDbContext db, string name, T row, Func<T, int> id)
        where T : class
    {
        db.Add(row);
        await db.SaveChangesAsync();
        _ids.Add(name, id(row));
    }
}
