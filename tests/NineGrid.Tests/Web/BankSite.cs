using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Web.Access;
using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Jobs;

namespace NineGrid.Tests.Web;

/// <summary>The site over a made-up bank of 600 customers with two computed periods.</summary>
public sealed class BankSite : IAsyncLifetime, IAsyncDisposable
{
    public static readonly Period Newest = Period.Of(2025, 12);
    public static readonly Period Earlier = Period.Of(2025, 9);

    private readonly bool _runsJobs;
    private readonly Period[] _computed;
    private readonly TestSite _site;
    private readonly Dictionary<Roles, CookieContainer> _sessions = [];

    public BankSite()
        : this(Earlier, Newest) { }

    /// <summary>The same with other computed periods, and without plans.</summary>
    internal BankSite(params Period[] computed)
        : this(runsJobs: false, computed) { }

    /// <summary>The same, and jobs are run.</summary>
    internal BankSite(bool runsJobs, params Period[] computed)
        : this(runsJobs, TimeProvider.System, configure: null, computed) { }

    /// <summary>The same with a clock and services of the test's.</summary>
    internal BankSite(bool runsJobs, TimeProvider clock, Action<IServiceCollection>? configure, params Period[] computed)
        : this(runsJobs, clock, configure, [], computed) { }

    /// <summary>The usual one in a PostgreSQL database that is empty, with services of the test's.</summary>
    internal BankSite(string postgreSql, Action<IServiceCollection> configure)
        : this(
            runsJobs: false,
            TimeProvider.System,
            configure,
            [("Database:Provider", nameof(DatabaseProvider.PostgreSql)), ("ConnectionStrings:NineGrid", postgreSql)],
            Earlier,
            Newest
        ) { }

    private BankSite(
        bool runsJobs,
        TimeProvider clock,
        Action<IServiceCollection>? configure,
        (string, string)[] settings,
        params Period[] computed
    )
    {
        (_runsJobs, _computed) = (runsJobs, computed);
        _site = new([
            ("SignIn:AttemptsPerAddress", "1000"),
            ("SignIn:AttemptsPerName", "1000"),
            ("Jobs:Enabled", runsJobs ? "true" : "false"),
            .. settings,
        ])
        {
            Clock = clock,
            Configure = configure,
        };
    }

    /// <summary>The address on a real port, for browsers.</summary>
    public Uri Address => _site.ClientOptions.BaseAddress;

    public IServiceProvider Services => _site.Services;

    /// <summary>An active plan of the earlier period for a customer whom the demo users manager and head both see.</summary>
    public int Plan { get; private set; }

    /// <summary>A draft for a customer whom neither of them sees.</summary>
    public int HiddenPlan { get; private set; }

    /// <summary>The check of a package that has an error; nothing where jobs are run.</summary>
    public int Job { get; private set; }

    /// <summary>Number of a draft of the scheme.</summary>
    public int Draft { get; private set; }

    /// <summary>An open alert that is not of the baseline, of a customer whom the demo users manager and head both see.</summary>
    public int Alert { get; private set; }

    /// <summary>Another one, which nobody acknowledged in time.</summary>
    public int LateAlert { get; private set; }

    /// <summary>An alert of a customer whom neither of them sees.</summary>
    public int HiddenAlert { get; private set; }

    public async Task InitializeAsync()
    {
        _site.Listen();
        DirectoryInfo package = Directory.CreateTempSubdirectory("ninegrid-bank-");
        try
        {
            new SampleBank(600, 36, seed: 11, Newest).WriteTo(package.FullName, progress: null, CancellationToken.None);
            await UseAsync<ImportPackage>(import =>
                import.RunAsync(package.FullName, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
            );
            foreach (Period period in _computed)
            {
                await UseAsync<ComputeSnapshot>(snapshots => snapshots.RunAsync(period));
            }

            await UseAsync<SampleUsers>(users => users.CreateAsync(CancellationToken.None));
        }
        finally
        {
            package.Delete(recursive: true);
        }

        if (!_runsJobs)
        {
            await CheckPackageAsync();
        }

        await UseAsync<BeginDraft>(async begin => Draft = (await begin.RunAsync(1, CancellationToken.None))!.Value);
        if (_computed.Length > 1)
        {
            await MakePlansAsync();
            await ChooseAlertsAsync();
        }

        foreach (
            (Roles role, string name) in (IEnumerable<(Roles, string)>)
                [(Roles.Manager, "manager"), (Roles.Head, "head"), (Roles.Analyst, "analyst"), (Roles.Administrator, "admin")]
        )
        {
            using var visitor = new Visitor(Address);
            await visitor.SignInAsync(name, SampleUsers.Password);
            _sessions.Add(role, visitor.Cookies);
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>Does something with a registered class, in a scope of its own.</summary>
    public async Task UseAsync<T>(Func<T, Task> use)
        where T : notnull
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    private async Task ChooseAlertsAsync()
    {
        Reach reach = await Reach.OfAsync(this, Roles.Manager);
        Reach wider = await Reach.OfAsync(this, Roles.Head);
        await UseAsync<NineGridDbContext>(async db =>
        {
            var open = await (
                from alert in db.Alerts
                where alert.State == AlertState.Open && !alert.Baseline
                join customer in db.Customers on alert.CustomerId equals customer.Id
                orderby customer.No, alert.Rule
                select new { alert.Id, customer.No }
            ).ToListAsync();
            int[] both = [.. open.Where(own => reach.Customers.Contains(own.No) && wider.Customers.Contains(own.No)).Select(own => own.Id)];
            (Alert, LateAlert) = (both[0], both[1]);
            HiddenAlert = open.First(own => !reach.Customers.Contains(own.No) && !wider.Customers.Contains(own.No)).Id;
            await db
                .Alerts.Where(row => row.Id == LateAlert)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, DateTime.UtcNow.AddDays(-11)));
        });
        await UseAsync<EscalateAlerts>(escalate => escalate.RunAsync(CancellationToken.None));
    }

    /// <summary>A package with an error, as it stands when it was checked.</summary>
    private async Task CheckPackageAsync()
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        JobLedger ledger = scope.ServiceProvider.GetRequiredService<JobLedger>();
        using var products = new MemoryStream("code,name,line,active\nN1,New,LENDING,true\nN2,New,NOWHERE,true\n"u8.ToArray());
        int file = await scope
            .ServiceProvider.GetRequiredService<StoredFiles>()
            .StoreAsync("products.csv", products, CancellationToken.None);
        Job = await ledger.EnterAsync(JobKind.Check, "products.csv", order: null, file, "admin", CancellationToken.None);
        scope.ServiceProvider.GetRequiredService<CurrentJob>().Begin(Job, "admin");
        await scope
            .ServiceProvider.GetRequiredService<ImportJobs>()
            .CheckAsync(
                (await ledger.TakeUpAsync(Job, "test", again: false, CancellationToken.None))!,
                new Progress<JobProgress>(),
                CancellationToken.None
            );
    }

    private async Task MakePlansAsync()
    {
        Reach reach = await Reach.OfAsync(this, Roles.Manager);
        Reach wider = await Reach.OfAsync(this, Roles.Head);
        Plan = await MakePlanAsync(reach.Customers.Intersect(wider.Customers).Order(StringComparer.Ordinal));
        HiddenPlan = await MakePlanAsync(wider.Hidden.Except(reach.Customers));
        await UseAsync<ChangePlanState>(state =>
            state.RunAsync(DataScope.WholeBank, Plan, version: 1, PlanState.Active, CancellationToken.None)
        );
    }

    /// <summary>A plan of the default path of the first customer that has one.</summary>
    private async Task<int> MakePlanAsync(IEnumerable<string> customers)
    {
        int? plan = null;
        await UseAsync<ViewpointQuery>(async viewpoints =>
        {
            Viewpoint at = (await viewpoints.AskAsync(DataScope.WholeBank, Earlier, null, CancellationToken.None))!;
            foreach (string no in customers)
            {
                await UseAsync<MakePlan>(async make =>
                    (_, plan) = await make.FromPathAsync(DataScope.WholeBank, at, no, null, _ => "plan", CancellationToken.None)
                );
                if (plan is not null)
                {
                    return;
                }
            }
        });
        return plan!.Value;
    }

    /// <summary>A browser without scripts that speaks a language, of a signed-in analyst.</summary>
    public HttpClient Client(string language = "zh-CN") => ClientFor(Roles.Analyst, language);

    /// <summary>A browser without scripts, of the demo user of a role; of nobody for none.</summary>
    public HttpClient ClientFor(Roles role, string language = "zh-CN") => VisitorFor(role, language).Client;

    /// <summary>The same, able to fill in forms.</summary>
    public Visitor VisitorFor(Roles role, string language = "en") => new(Address, language, Session(role));

    /// <summary>The cookies of a signed-in demo user; none for nobody.</summary>
    public CookieContainer Session(Roles role)
    {
        var session = new CookieContainer();
        if (role != Roles.None)
        {
            session.Add(_sessions[role].GetAllCookies());
        }

        return session;
    }

    /// <summary>The source of a page that must be there.</summary>
    public async Task<string> PageAsync(string path, string language = "zh-CN")
    {
        using HttpClient client = Client(language);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>Tests that share one such site; they only read from it.</summary>
[CollectionDefinition(Name)]
public sealed class BankSiteUsers : ICollectionFixture<BankSite>
{
    public const string Name = "bank site";
}
