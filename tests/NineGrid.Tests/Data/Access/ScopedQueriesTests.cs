using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Groups;
using NineGrid.Data.Queries.Moves;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Access;

/// <summary>No query brings a customer that is not in its scope. The queries are found in the assembly, so that a new one is tried too, or fails here.</summary>
public sealed class ScopedQueriesTests
{
    // What a query may read without a scope: periods, schemes, imports, cut points and institutions are no customers, and users are not shown to those who see customers.
    private static readonly string[] ReadsNoCustomer =
    [
        "ViewpointQuery.Periods",
        "ViewpointQuery.Head",
        "CutQueries.Rows",
        "CutQueries.Tier1",
        "StoredPeriods.UpTo",
        "DataBatches.Holding",
        "DataBatches.Behind",
    ];

    // Figures of no customer: numbers of pages, axes, cut points (kept back by rules of their own), the institution looked from.
    private static readonly Type[] TellNoCustomer = [typeof(PictureAxis), typeof(ShownCut), typeof(Cell)];
    private static readonly string[] NumbersOfPages = ["Page", "Pages"];

    [Fact]
    public async Task Every_question_asked_with_the_scope_of_nobody_answers_nothing()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database);
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddNineGridData(database.Options)
            .AddNineGridQueries()
            .BuildServiceProvider();
        await using AsyncServiceScope one = services.CreateAsyncScope();
        NineGridDbContext db = one.ServiceProvider.GetRequiredService<NineGridDbContext>();
        Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, PocketBank.Second, null, CancellationToken.None))!;
        MethodInfo[] questions =
        [
            .. Queries(BindingFlags.Instance)
                .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType))
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(DataScope))),
        ];

        Assert.NotEmpty(questions);
        foreach (MethodInfo question in questions)
        {
            object query = one.ServiceProvider.GetRequiredService(question.DeclaringType!);
            foreach (Grid grid in Enum.GetValues<Grid>())
            {
                object?[] Arguments(DataScope scope) => [.. Fill(question, new(db, bank, at, scope, grid))];
                List<string> something = Told(await AskAsync(query, question, Arguments(DataScope.WholeBank)));
                List<string> nothing = Told(await AskAsync(query, question, Arguments(DataScope.Nothing)));

                bool asksOfGroups = grid == Grid.Group && question.DeclaringType == typeof(TrailsQuery); // a group has no trail
                Assert.True(
                    grid == Grid.Growth || asksOfGroups || something.Count > 0,
                    $"{Name(question)} answers nothing even about the whole bank"
                );
                Assert.True(nothing.Count == 0, $"{Name(question)} tells nobody: {string.Join(", ", nothing)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Every_query_that_is_built_takes_the_scope_or_what_the_scope_has_narrowed(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, PocketBank.First, null, CancellationToken.None))!;
            MethodInfo[] builders =
            [
                .. Queries(BindingFlags.Instance | BindingFlags.Static)
                    .Where(method => typeof(IQueryable).IsAssignableFrom(method.ReturnType))
                    .Where(method => !ReadsNoCustomer.Contains(Name(method))),
            ];

            Assert.NotEmpty(builders);
            foreach (MethodInfo builder in builders)
            {
                Assert.True(
                    builder.GetParameters().Any(parameter => IsScoped(parameter.ParameterType)),
                    $"{Name(builder)} takes neither a scope nor positions that a scope has narrowed"
                );
                foreach (Grid grid in (Grid[])[Grid.Value, Grid.Group])
                {
                    int Count(DataScope scope) => Rows(builder, new(db, bank, at, scope, grid));

                    Assert.True(Count(DataScope.WholeBank) > 0, $"{Name(builder)} finds nothing even for everybody");
                    Assert.True(Count(DataScope.Nothing) == 0, $"{Name(builder)} finds something for nobody");
                }
            }

            return 0;
        });
    }

    /// <summary>What arguments are made of.</summary>
    private sealed record Asked(NineGridDbContext Db, PocketBank Bank, Viewpoint At, DataScope Scope, Grid Grid)
    {
        public IQueryable<PositionRow> Positions =>
            Scope.Narrow(Db, Db.Positions.AsNoTracking().Where(row => row.SnapshotId == At.SnapshotId));
    }

    private static IEnumerable<MethodInfo> Queries(BindingFlags which) =>
        typeof(NineGridDbContext)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("NineGrid.Data.Queries", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(which | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName);

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsScoped(Type parameter) =>
        parameter == typeof(DataScope)
        || parameter == typeof(IQueryable<PositionRow>)
        || parameter == typeof(IQueryable<Placing>)
        || parameter == typeof(IQueryable<PlanRow>)
        || parameter == typeof(IQueryable<AlertRow>);

    private static IEnumerable<object?> Fill(MethodInfo method, Asked asked) =>
        method.GetParameters().Select(parameter => Argument(method, parameter, asked));

    private static object? Argument(MethodInfo method, ParameterInfo parameter, Asked asked) =>
        (parameter.ParameterType, parameter.Name) switch
        {
            (var type, _) when type == typeof(NineGridDbContext) => asked.Db,
            (var type, _) when type == typeof(DataScope) => asked.Scope,
            (var type, _) when type == typeof(Viewpoint) => asked.At,
            (var type, _) when type == typeof(Grid) => asked.Grid,
            (var type, _) when type == typeof(Selection) && method.Name == "NamesAsync" => new Selection
            {
                Manager = "M1",
                CreditGroup = "G2",
            },
            (var type, _) when type == typeof(Selection) => Selection.Everything,
            (var type, _) when type == typeof(CustomerOrder) => CustomerOrder.Default,
            (var type, _) when type == typeof(GridPart) => GridPart.Placed,
            (var type, _) when type == typeof(MoveFilter) => new MoveFilter(asked.Grid, PocketBank.First, MoveSet.Both),
            (var type, _) when type == typeof(IReadOnlyList<MoveFilter>) => new[]
            {
                new MoveFilter(asked.Grid, PocketBank.First, MoveSet.Both),
            },
            (var type, _) when type == typeof(Edition?) => null,
            (var type, "from") when type == typeof(Period) => PocketBank.First,
            (var type, _) when type == typeof(Period?) => PocketBank.First,
            (var type, _) when type == typeof(Scheme) => Scheme.Default,
            (var type, _) when type == typeof(CancellationToken) => CancellationToken.None,
            (var type, _) when type == typeof(IQueryable<PositionRow>) => asked.Positions,
            (var type, _) when type == typeof(IQueryable<PlanRow>) => PlanSight.Plans(asked.Db, asked.Scope),
            (var type, _) when type == typeof(PlanFilter) => new PlanFilter(),
            (var type, _) when type == typeof(PlanOrder) => PlanOrder.Default,
            (_, "customers") => new[] { asked.Bank["c1"] },
            (var type, _) when type == typeof(IQueryable<AlertRow>) => AlertSight.Alerts(asked.Db, asked.Scope),
            (var type, _) when type == typeof(AlertFilter) => new AlertFilter(),
            (var type, _) when type == typeof(AlertOrder) => AlertOrder.Default,
            (_, "alerts") => new[] { asked.Bank["alert"] },
            (_, "alert") => asked.Bank["alert"],
            (_, "id") when method.DeclaringType == typeof(AlertQuery) => asked.Bank["alert"],
            (var type, _) when type == typeof(ReviewBy) => ReviewBy.Managers,
            (var type, _) when type == typeof(ReviewLevel) => ReviewLevel.Below,
            (var type, "managers") when type == typeof(IReadOnlyCollection<string>) => new[] { "M1", "M2" },
            (_, "plans") => new[] { asked.Bank["plan"] },
            (_, "plan") => asked.Bank["plan"],
            (_, "id") when method.DeclaringType == typeof(PlanQuery) => asked.Bank["plan"],
            (_, "customer") when method.DeclaringType == typeof(PlanSight) => asked.Bank["c1"],
            (_, "today") => new DateOnly(2026, 2, 1),
            (_, "baseline") => PocketBank.First.AddMonths(-1),
            (var type, _) when type == typeof(IQueryable<Placing>) => Placing.On(asked.Grid, asked.Positions),
            (var type, _) when type == typeof(GroupPositionRow) => new GroupPositionRow
            {
                SnapshotId = asked.At.SnapshotId,
                GroupId = asked.Bank["G2"],
            },
            (var type, _) when type == typeof(PeerParts) => new PeerParts(Tier1: true, Size: true, Industry: true, HasCredit: true),
            (var type, _) when type == typeof(IReadOnlyCollection<Cell>) => Cell.All,
            (var type, _) when type == typeof(PictureZoom) => PictureZoom.Whole,
            (var type, _) when type == typeof(Indicator) => Indicator.All[0],
            (var type, _) when type == typeof(LeverKind?) => asked.Grid == Grid.Group ? LeverKind.Payroll : null,
            (var type, _) when type == typeof(Siblings?) => Siblings.Below,
            (var type, _) when type == typeof(IReadOnlyCollection<PortraitPart>) => new[] { PortraitPart.Of(Band.High) },
            (_, "places") => new[] { 0, 1 }, // HO, B1
            (_, "orGroup") => true,
            (_, "unassigned") => false,
            (var type, _) when type == typeof(Lack) => Lack.Manager,
            (_, "numbers") => new[] { "c1" },
            (_, "snapshots") => new[] { asked.At.SnapshotId },
            (_, "managers") => new[] { asked.Bank["M1"] },
            (var type, _) when type == typeof(IReadOnlyCollection<int>) => asked.Grid == Grid.Group
                ? new[] { asked.Bank["G2"] }
                : [asked.Bank["c1"]],
            (var type, _) when type == typeof(PositionRow) => asked.Db.Positions.First(row =>
                row.SnapshotId == asked.At.SnapshotId && row.CustomerId == asked.Bank["c1"]
            ),
            (var type, _) when type == typeof(InstitutionAt) => asked.At.Institution,
            (var type, "first") when type == typeof(Period) => PocketBank.First.AddMonths(-1),
            (var type, _) when type == typeof(Period) => PocketBank.First,
            (_, "tier1") => 1, // B1
            (_, "snapshot") => asked.At.SnapshotId,
            (_, "place") => method.Name == "Below" ? 1 : 2, // B1, S11
            (_, "lastYear") => 2025,
            (_, "page") => 1,
            (_, "no") => "c1",
            (var type, _) when type == typeof(LookupKind) => LookupKind.Institution,
            (_, "text") when method.DeclaringType == typeof(AssignableQuery) => "c",
            (_, "text") => method.Name switch
            {
                "Managers" => "M",
                "Groups" => "G",
                "FindAsync" => asked.Grid == Grid.Group ? "G" : "c",
                "Matching" => "c",
                _ => "B",
            },
            (_, "code") when method.DeclaringType == typeof(GroupQuery) => "G2",
            (_, "code" or "institution") => null,
            _ => throw new InvalidOperationException($"{Name(method)}: this test has no example of {parameter} yet"),
        };

    private static async Task<object?> AskAsync(object query, MethodInfo question, object?[] arguments)
    {
        var answer = (Task)question.Invoke(query, arguments)!;
        await answer;
        return answer.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(answer);
    }

    private static int Rows(MethodInfo builder, Asked asked)
    {
        object? target = builder.IsStatic ? null : Selection.Everything;
        var built = (IQueryable)builder.Invoke(target, [.. Fill(builder, asked)])!;
        return ((IEnumerable)built).Cast<object>().Count();
    }

    /// <summary>Everything in an answer that could tell of a customer: numbers other than 0 and texts.</summary>
    private static List<string> Told(object? answer)
    {
        List<string> told = [];
        Walk(answer, "answer", told);
        return told;
    }

    private static void Walk(object? value, string where, List<string> told)
    {
        if (
            value is null
            || TellNoCustomer.Contains(value.GetType())
            || value is Enum or bool or DateTime or DateOnly or Period or Delegate
        )
        {
            return;
        }

        if (value is string or char || value.GetType().IsPrimitive || value is decimal)
        {
            if (value is not (0 or 0L or 0.0 or 0m))
            {
                told.Add($"{where} = {value}");
            }
        }
        else if (value is IEnumerable many)
        {
            foreach (object? one in many)
            {
                Walk(one, where, told);
            }
        }
        else
        {
            foreach (
                PropertyInfo property in value
                    .GetType()
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.GetIndexParameters().Length == 0 && !NumbersOfPages.Contains(property.Name))
            )
            {
                Walk(property.GetValue(value), $"{where}.{property.Name}", told);
            }
        }
    }
}
