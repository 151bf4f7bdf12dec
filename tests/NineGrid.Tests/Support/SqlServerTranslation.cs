using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data;

namespace NineGrid.Tests.Support;

/// <summary>Watches the queries that another provider's context sends, and has each of them translated for SQL Server as well; no server is needed for that.</summary>
internal sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    private static readonly MethodInfo Compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!;

    private readonly ConcurrentDictionary<string, string?> _outcomes = new(StringComparer.Ordinal);

    /// <summary>The different queries seen so far.</summary>
    public IReadOnlyCollection<string> Seen => [.. _outcomes.Keys];

    /// <summary>What could not be translated, with the reason.</summary>
    public IReadOnlyCollection<string> Failures =>
        [.. _outcomes.Where(one => one.Value is not null).Select(one => $"{one.Key}\n  {one.Value}")];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        _outcomes.GetOrAdd(ExpressionPrinter.Print(queryExpression), _ => Translate(queryExpression));
        return queryExpression;
    }

    private static string? Translate(Expression query)
    {
        using var db = new SqlServerNineGridDbContext(
            new DbContextOptionsBuilder<SqlServerNineGridDbContext>().UseSqlServer("Server=nowhere;Database=x").Options
        );
        Expression own = new RootsOf(db.Model).Visit(query);
        Type result =
            own.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(own.Type)
                ? typeof(IEnumerable<>).MakeGenericType(own.Type.GetGenericArguments()[0])
                : own.Type;
        try
        {
            Compile.MakeGenericMethod(result).Invoke(db.GetService<IDatabase>(), [own, false]);
            return null;
        }
        catch (TargetInvocationException refused) when (refused.InnerException is InvalidOperationException reason)
        {
            return reason.Message;
        }
    }

    /// <summary>Puts the tables of one model in the place of another's.</summary>
    private sealed class RootsOf(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) =>
            node is EntityQueryRootExpression root
                ? root.UpdateEntityType(model.FindEntityType(root.EntityType.Name)!)
                : base.VisitExtension(node);
    }
}
