using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Snapshots;

/// <summary>A snapshot is computed, replaced, closed and refused as the method says, on every database.</summary>
public sealed class ComputeSnapshotTests
{
    private static readonly Period December = Period.Of(2025, 12);

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_exports_of_a_small_bank_are_those_worked_by_hand(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);

        await ComputeAsync(database, December);

        // C1, twelve months: R = 12·(100 + 20 + 5) = 1500, cost 12·30 = 360, EL 12·10 = 120,
        // EC = 2000 + 0.12·1500 = 2180, Π = (1500 − 360 − 120)·0.75 = 765, EVA = 765 − 0.11·2180 = 525.2.
        // C2 is new in November; C3 has no row since 2024-12. One placed customer: both quantile cuts are its revenue.
        Assert.Equal(
            """
            customer_no,institution,manager,size,industry,group,months,revenue,cost,el,ec_credit,ec_op,ret,raroc,eva,value_cell,value_reason,g_bank,g_own,growth_cell,growth_reason,consistency,group_cell,strategy
            C1,B1,M1,L,C,'=G,12,1500,360,120,2000,180,765,0.3509174312,525.2,HH,,,,,NoHistory,,HH,Invest
            C2,HO,,XS,A,,2,,,,,,,,,,New,,,,New,,,
            C3,B1,,S,T,'=G,0,,,,,,,,,,Lost,,,,Lost,,HH,

            """,
            await database.ExportTextAsync(ExportKind.Positions, December)
        );
        Assert.Equal(
            """
            grid,axis,peer_group,n,lo,hi
            group,x,bank,1,1500,1500
            group,y,bank,1,0.11,0.2
            value,x,bank,1,1500,1500
            value,y,bank,1,0.11,0.2

            """,
            await database.ExportTextAsync(ExportKind.Cuts, December)
        );

        // Two of three products are active, C1 holds one of them; fees are 60 of 1500; the cost is 360 of 1500; capital 2000 on no exposure.
        Assert.Equal(
            """
            customer_no,cross_sell,monthly_transactions,fee_share,deposit_derivation,wallet_share,cost_income,demand_share,settlement_share,lending_share,line_utilisation,loan_spread,deposit_spread,credit_cost,capital_intensity,e_channel,payroll_penetration
            C1,0.5,,0.04,,,0.24,,,,,,,,,,
            C2,,,,,,,,,,,,,,,,
            C3,,,,,,,,,,,,,,,,

            """,
            await database.ExportTextAsync(ExportKind.Indicators, December)
        );

        // C1 is its own benchmark and stands in HH: nothing is left to gain, and nobody is Low to be told from it.
        Assert.Equal(
            "customer_no,lever,effort,d_revenue,d_cost,d_el,d_ec,worth\n",
            await database.ExportTextAsync(ExportKind.Gaps, December)
        );
        Assert.Equal(
            "customer_no,target_cell,reached_cell,feasible,effort,lever,fraction\n",
            await database.ExportTextAsync(ExportKind.Paths, December)
        );
        Assert.Equal("institution,indicator,n_high,n_low,separation\n", await database.ExportTextAsync(ExportKind.Separation, December));
        string portraits = await database.ExportTextAsync(ExportKind.Portraits, December);
        Assert.Equal(
            """
            B1,value,HH,cost_income,1,0.24,0.24,0.24,0.24
            B1,value,HH,cross_sell,1,0.5,0.5,0.5,0.5
            B1,value,HH,fee_share,1,0.04,0.04,0.04,0.04
            """,
            string.Join('\n', portraits.Split('\n').Where(line => line.StartsWith("B1,value,HH,", StringComparison.Ordinal)))
        );
        // two institutions × value and group grid × HH, high, all × three indicators
        Assert.Equal(1 + (2 * 2 * 3 * 3), portraits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Computing_again_on_the_same_data_gives_the_same_and_leaves_one_snapshot(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);
        await ComputeAsync(database, December);
        byte[] first = await database.ExportAsync(ExportKind.Portraits, December);

        await ComputeAsync(database, December);

        Assert.Equal(first, await database.ExportAsync(ExportKind.Portraits, December));
        Assert.Equal(1, await database.UseAsync(db => db.Snapshots.CountAsync()));
        Assert.Equal(3, await database.UseAsync(db => db.Positions.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_closed_period_is_neither_computed_nor_given_new_facts(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);
        await RefusedAsync("2025-12 has no snapshot; compute it before closing it.", () => CloseAsync(database, December));
        await ComputeAsync(database, December);
        byte[] before = await database.ExportAsync(ExportKind.Positions, December);

        await CloseAsync(database, December);
        await CloseAsync(database, December); // once more does nothing

        await RefusedAsync("2025-12 is closed; its snapshot no longer changes.", () => ComputeAsync(database, December));
        using PackageFolder late = new PackageFolder().File("facts.csv", "customer_no,period,fee_income\nC1,2025-12,1\n");
        ImportReport report = await ImportAsync(database, late);
        Assert.False(report.Stored);
        Assert.Equal(before, await database.ExportAsync(ExportKind.Positions, December));
        await ComputeAsync(database, December.AddMonths(-1));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Unknown_schemes_and_periods_without_facts_are_refused(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);

        await RefusedAsync("There is no scheme “strict”; known are: default.", () => ComputeAsync(database, December, "strict"));
        await RefusedAsync(
            "There are no facts at or before 2020-01; import facts first.",
            () => ComputeAsync(database, Period.Of(2020, 1))
        );
        await RefusedAsync(
            "2025-12 has no snapshot under the scheme “default”; compute it first.",
            () => database.ExportAsync(ExportKind.Cuts, December)
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_frozen_scheme_takes_its_cuts_from_the_calibration_snapshot(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);
        Period calibration = Period.Of(2024, 12);
        await database.UseAsync(async db =>
        {
            db.Schemes.Add(
                new()
                {
                    Name = "frozen",
                    Version = 1,
                    Definition = (Scheme.Default with { FrozenAt = calibration }).ToJson(),
                    CreatedAt = DateTime.UnixEpoch,
                }
            );
            return await db.SaveChangesAsync();
        });
        await RefusedAsync(
            "The scheme “frozen” takes its cut points from 2024-12, which has no snapshot yet; compute 2024-12 first.",
            () => ComputeAsync(database, December, "frozen")
        );

        await ComputeAsync(database, calibration, "frozen");
        await ComputeAsync(database, December, "frozen");

        // In 2024-12 only C3 was placed, with R = 3·1000·12/3 = 12,000; C1 with 1,500 now lies below.
        string cuts = await database.ExportTextAsync(ExportKind.Cuts, December, "frozen");
        Assert.Contains("value,x,bank,1,12000,12000\n", cuts, StringComparison.Ordinal);
        string positions = await database.ExportTextAsync(ExportKind.Positions, December, "frozen");
        Assert.Contains(",0.3509174312,525.2,LH,", positions, StringComparison.Ordinal);
    }

    private static async Task<TestDatabase> FilledAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider, new FixedTime(2026, 1, 15));
        using PackageFolder package = new PackageFolder()
            .File("institutions.csv", "code,name,parent_code,level\nHO,总行,,HEAD\nB1,甲分行,HO,TIER1\n")
            .File("managers.csv", "employee_no,name,institution_code\nM1,王一,B1\n")
            .File("groups.csv", "code,name,parent_customer_no\n=G,集团,\n")
            .File("products.csv", "code,name,line,active\nA,甲,LENDING,true\nB,乙,DEPOSIT,true\nX,丙,CASH,false\n")
            .File(
                "customers.csv",
                "customer_no,name,institution_code,manager_no,group_code,industry,size\nC1,一,B1,M1,=G,C,L\nC2,二,HO,,,A,XS\nC3,三,B1,,=G,T,S\n"
            )
            .File(
                "facts.csv",
                "customer_no,period,loan_nii,deposit_nii,fee_income,operating_cost,expected_loss,economic_capital,products\n"
                    + string.Concat(Enumerable.Range(1, 12).Select(m => $"C1,2025-{m:00},100,20,5,30,10,2000,A|X\n"))
                    + "C2,2025-11,1,,,,,,\nC2,2025-12,1,,,,,,\n"
                    + string.Concat(Enumerable.Range(10, 3).Select(m => $"C3,2024-{m},1000,,,,,,-\n"))
            );
        ImportReport report = await ImportAsync(database, package);
        Assert.True(report.Stored, string.Join('\n', report.Errors));
        return database;
    }

    private static Task<ImportReport> ImportAsync(TestDatabase database, PackageFolder package) =>
        database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );

    private static Task<ComputedSnapshot> ComputeAsync(TestDatabase database, Period period, string scheme = StoredSchemes.DefaultName) =>
        database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(period, scheme));

    private static Task<bool> CloseAsync(TestDatabase database, Period period) =>
        database.UseAsync<ClosePeriod, bool>(async close =>
        {
            await close.RunAsync(period);
            return true;
        });

    private static async Task RefusedAsync(string reason, Func<Task> act) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<JobRefusedException>(act)).Message);
}
