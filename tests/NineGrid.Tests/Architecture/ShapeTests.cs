using System.Reflection;
using System.Runtime.CompilerServices;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Architecture;

/// <summary>How types and methods are cut.</summary>
public sealed class ShapeTests
{
    private static readonly string[] EmptyNames =
    [
        "Helper",
        "Helpers",
        "Util",
        "Utils",
        "Utility",
        "Service",
        "Services",
        "Common",
        "Misc",
    ];

    // Filled in place, in one array for all customers.
    private static readonly Type[] FilledInPlace = [typeof(CustomerFigures)];

    // Which periods exist is no customer's secret; users and the views they keep are not customers.
    private static readonly string[] Unscoped =
    [
        "ViewpointQuery.PeriodsAsync",
        "UsersQuery.AskAsync",
        "AdministrationQuery.AskAsync",
        "SampleUsersQuery.AskAsync",
        "SavedViewsQuery.AskAsync",
        "PeriodsQuery.AskAsync",
        "BatchesQuery.AskAsync",
        "AuditQuery.AskAsync",
        "JobsQuery.AskAsync",
        "JobsQuery.OneAsync",
        "JobsQuery.PartsAsync",
        "StandQuery.AskAsync",
        "SchemesQuery.VersionsAsync",
        "SchemesQuery.SchemeAsync",
        "SchemesQuery.DraftsAsync",
        "SchemesQuery.DraftAsync",
    ];

    [Fact]
    public void Public_domain_types_are_sealed_or_cannot_change()
    {
        IEnumerable<string?> open = typeof(Period)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsValueType ? !type.IsEnum && !IsReadOnly(type) : !type.IsSealed && !type.IsAbstract)
            .Except(FilledInPlace)
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void No_type_is_named_like_its_namespace()
    {
        IEnumerable<string?> confusing = OurTypes()
            .Where(type => type.Name == type.Namespace!.Split('.')[^1])
            .Select(type => type.FullName);

        Assert.Empty(confusing);
    }

    [Fact]
    public void No_type_or_namespace_has_a_name_that_says_nothing()
    {
        IEnumerable<string?> empty = OurTypes()
            .Where(type =>
                EmptyNames.Any(name => type.Name.EndsWith(name, StringComparison.Ordinal))
                || type.Namespace!.Split('.').Any(EmptyNames.Contains)
            )
            .Select(type => type.FullName);

        Assert.Empty(empty);
    }

    [Fact]
    public void A_query_takes_the_scope_first_and_the_cancellation_last()
    {
        IEnumerable<string> wrong = typeof(NineGridDbContext)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("NineGrid.Data.Queries", StringComparison.Ordinal))
            .SelectMany(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            )
            .Where(method => IsAsynchronous(method.ReturnType))
            .Where(method =>
                method.GetParameters() is not [{ ParameterType: var first }, .., { ParameterType: var last }]
                || first != typeof(DataScope)
                || last != typeof(CancellationToken)
            )
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Except(Unscoped);

        Assert.Empty(wrong);
    }

    // A kind of test of its own may look for what it needs and say that it is not here; a plain test is never switched off.
    [Fact]
    public void No_test_is_switched_off()
    {
        IEnumerable<string> skipped = typeof(ShapeTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any(IsSwitchedOff))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");

        Assert.Empty(skipped);
    }

    private static bool IsSwitchedOff(FactAttribute fact) =>
        fact.Skip is not null && (fact.GetType() == typeof(FactAttribute) || fact.GetType() == typeof(TheoryAttribute));

    private static IEnumerable<Type> OurTypes() =>
        new[] { typeof(Period).Assembly, typeof(NineGridDbContext).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("NineGrid", StringComparison.Ordinal) == true && !type.IsNested)
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute));

    private static bool IsAsynchronous(Type type) =>
        type == typeof(Task)
        || (
            type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
        );
}
