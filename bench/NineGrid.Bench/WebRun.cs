using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Domain.Bank;

namespace NineGrid.Bench;

/// <summary><c>web --connection TEXT --program FILE</c>: starts the site over a bank that is stored already and lets people of every role click through it.</summary>
internal static class WebRun
{
    private const string Password = "Nine-grid-bench-1";
    private const int Seed = 20251231;

    // The branch of which the target speaks.
    private const int BranchSize = 20_000;
    private const int TimesAlone = 200;

    public static RootCommand Command()
    {
        var connection = new Option<string>("--connection") { Description = "The bank's PostgreSQL database.", Required = true };
        var program = new Option<FileInfo>("--program") { Description = "NineGrid.Web.dll.", Required = true };
        var folder = new Option<DirectoryInfo>("--root") { Description = "The folder with wwwroot.", Required = true };
        var port = new Option<int>("--port") { Description = "Where the site listens.", DefaultValueFactory = _ => 5191 };
        var people = new Option<int>("--users") { Description = "How many click at once.", DefaultValueFactory = _ => 50 };
        var minutes = new Option<double>("--minutes") { Description = "For how long.", DefaultValueFactory = _ => 3 };
        var command = new RootCommand("Measures how long the site takes to answer people of every role who click through it.")
        {
            connection,
            program,
            folder,
            port,
            people,
            minutes,
        };
        command.SetAction(
            (words, cancellationToken) =>
                RunAsync(
                    words.GetRequiredValue(connection),
                    new(words.GetRequiredValue(program), words.GetRequiredValue(folder), words.GetValue(port)),
                    words.GetValue(people),
                    TimeSpan.FromMinutes(words.GetValue(minutes)),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string connection,
        WebRunSite site,
        int people,
        TimeSpan time,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<WebRunPerson> cast = await CastAsync(connection, people, cancellationToken);
        var tally = new WebRunTally();
        await using (site)
        {
            TimeSpan started = await site.StartAsync(connection, cancellationToken);
            int customers = await CustomersAsync(connection, cancellationToken);
            string asked = await site.AskedAheadAsync(cancellationToken);
            // One of each kind alone first, which finds nothing else kept; the head of the branch before the others.
            WebRunPerson[] first = [.. cast.DistinctBy(person => person.Kind)];
            foreach (WebRunPerson person in first)
            {
                using var visitor = new WebRunVisitor(site.Address, person, new(Seed), tally.First);
                await visitor.SignInAsync(Password, cancellationToken);
                await visitor.WalkOnceAsync(cancellationToken);
            }

            await AloneAsync(site, cast, tally, cancellationToken);

            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            end.CancelAfter(time);
            await Task.WhenAll(
                cast.Select(
                    async (person, i) =>
                    {
                        using var visitor = new WebRunVisitor(site.Address, person, new(Seed + 1 + i), tally.Warm);
                        await visitor.ComeAsync(Password, TimeSpan.FromSeconds(30.0 * i / cast.Count), end.Token);
                    }
                )
            );
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{customers:N0} customers; {cast.Count} users, {time.TotalMinutes:0.#} minutes"
                )
            );
            Console.WriteLine();
            tally.Tell(time, started, site.PeakMemory);
            Console.WriteLine(asked);
        }

        return tally.Errors == 0 ? 0 : 1;
    }

    /// <summary>The pages for which 4-quality names a time, with nobody else there: the grid of the branch, the customers of a manager.</summary>
    private static async Task AloneAsync(
        WebRunSite site,
        IReadOnlyList<WebRunPerson> cast,
        WebRunTally tally,
        CancellationToken cancellationToken
    )
    {
        (WebRunPerson Person, string[] Pages)[] alone =
        [
            (cast[0], ["grid", "grid points"]),
            (cast.First(person => person.Roles == Roles.Manager), ["customers", "customer", "what-if"]),
        ];
        foreach ((WebRunPerson person, string[] pages) in alone)
        {
            using var visitor = new WebRunVisitor(site.Address, person, new(Seed), tally.Alone);
            await visitor.SignInAsync(Password, cancellationToken);
            foreach (string page in pages)
            {
                await visitor.OpenAsync(page, TimesAlone, cancellationToken);
            }
        }
    }

    private static async Task<int> CustomersAsync(string connection, CancellationToken cancellationToken)
    {
        await using ServiceProvider services = Services(connection);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        NineGridDbContext db = scope.ServiceProvider.GetRequiredService<NineGridDbContext>();
        return await db.Customers.CountAsync(cancellationToken);
    }

    private static ServiceProvider Services(string connection) =>
        new ServiceCollection().AddLogging().AddNineGridData(new(DatabaseProvider.PostgreSql, connection)).BuildServiceProvider();

    /// <summary>Of fifty: the head of a branch of 20,000, nine other heads of every level, six analysts, two administrators and managers.</summary>
    private static async Task<IReadOnlyList<WebRunPerson>> CastAsync(string connection, int people, CancellationToken cancellationToken)
    {
        await using ServiceProvider services = Services(connection);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        NineGridDbContext db = scope.ServiceProvider.GetRequiredService<NineGridDbContext>();
        int snapshot = await db.Snapshots.OrderByDescending(row => row.Period).Select(row => row.Id).FirstAsync(cancellationToken);
        Dictionary<int, int> placed = await db
            .Positions.Where(row => row.SnapshotId == snapshot)
            .GroupBy(row => row.Place)
            .ToDictionaryAsync(own => own.Key, own => own.Count(), cancellationToken);
        var institutions = (await db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot).ToListAsync(cancellationToken))
            .Select(row =>
                (row.Code, row.Level, Customers: placed.Where(own => row.Place <= own.Key && own.Key < row.EndPlace).Sum(own => own.Value))
            )
            .ToList();
        var branch = institutions.Where(one => one.Level == InstitutionLevel.Tier1).MinBy(one => Math.Abs(one.Customers - BranchSize));
        var heads = institutions.Where(one => one.Level != InstitutionLevel.Head && one.Customers > 0 && one != branch).ToList();
        List<string> managers = await db
            .Managers.Where(manager => db.Positions.Any(row => row.SnapshotId == snapshot && row.ManagerId == manager.Id))
            .OrderBy(manager => manager.EmployeeNo)
            .Select(manager => manager.EmployeeNo)
            .ToListAsync(cancellationToken);
        List<WebRunPerson> cast =
        [
            new("bench-branch", "head of the branch", Roles.Head, branch.Code, null, branch.Customers),
            .. Spread(heads, people * 9 / 50)
                .Select((one, i) => new WebRunPerson($"bench-head-{i}", "head", Roles.Head, one.Code, null, one.Customers)),
            .. Enumerable
                .Range(0, people * 6 / 50)
                .Select(i => new WebRunPerson($"bench-analyst-{i}", "analyst", Roles.Analyst, null, null, 0)),
            .. Enumerable
                .Range(0, people * 2 / 50)
                .Select(i => new WebRunPerson($"bench-admin-{i}", "administrator", Roles.Administrator, null, null, 0)),
        ];
        cast.AddRange(
            Spread(managers, people - cast.Count)
                .Select((no, i) => new WebRunPerson($"bench-manager-{i}", "manager", Roles.Manager, null, no, 0))
        );
        foreach (WebRunPerson person in cast)
        {
            await using AsyncServiceScope own = services.CreateAsyncScope();
            await person.EnsureAsync(own.ServiceProvider, Password, cancellationToken);
        }

        return cast;
    }

    private static IEnumerable<T> Spread<T>(List<T> from, int count) =>
        Enumerable.Range(0, Math.Min(count, from.Count)).Select(i => from[(int)((i + 0.5) * from.Count / count)]);
}

/// <summary>Somebody who clicks.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Kind">Under which answers are told.</param>
/// <param name="Roles">What she is.</param>
/// <param name="Institution">Code of what she heads.</param>
/// <param name="Manager">Employee number.</param>
/// <param name="Customers">Customers of the institution.</param>
internal sealed record WebRunPerson(string Name, string Kind, Roles Roles, string? Institution, string? Manager, int Customers)
{
    /// <summary>Creates the user, unless an earlier run did.</summary>
    public async Task EnsureAsync(IServiceProvider services, string password, CancellationToken cancellationToken)
    {
        NineGridDbContext db = services.GetRequiredService<NineGridDbContext>();
        if (await db.Users.AnyAsync(user => user.UserName == Name, cancellationToken))
        {
            return;
        }

        var result = await services
            .GetRequiredService<CreateUser>()
            .RunAsync(Name, new(Roles, Institution, Manager), email: null, password, mustChangePassword: false, cancellationToken);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{Name}: {string.Join(' ', result.Errors.Select(error => error.Description))}");
        }
    }
}
