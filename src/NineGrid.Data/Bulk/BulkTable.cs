using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Bulk;

/// <summary>A mapped type as the bulk paths see it: a table and some of its columns, read from the EF model.</summary>
internal sealed class BulkTable<TRow>
    where TRow : class
{
    private readonly BulkColumn[] _key;

    private BulkTable(NineGridDbContext db, IEnumerable<IProperty> properties, IReadOnlyList<string> key)
    {
        ISqlGenerationHelper sql = db.GetService<ISqlGenerationHelper>();
        IEntityType entity = Entity(db);
        Name = sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
        Columns = [.. properties.Select(property => new BulkColumn(property, sql.DelimitIdentifier(property.GetColumnName())))];
        _key =
        [
            .. key.Select(name =>
                Columns.FirstOrDefault(column => string.Equals(column.Property.Name, name, StringComparison.Ordinal))
                ?? throw new ArgumentException($"The key {name} of {typeof(TRow).Name} is not among the properties to write.", nameof(key))
            ),
        ];
    }

    /// <summary>The table's name, delimited.</summary>
    public string Name { get; }

    /// <summary>The columns to write, in order.</summary>
    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The columns that make the key.</summary>
    public IReadOnlyList<BulkColumn> Key => _key;

    /// <summary>The columns to write that are not part of the key.</summary>
    public IEnumerable<BulkColumn> Others => Columns.Except(_key);

    /// <summary>All columns that the database does not fill itself.</summary>
    public static BulkTable<TRow> Whole(NineGridDbContext db) =>
        new(db, Entity(db).GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never), []);

    /// <summary>The named columns and, among them, the key.</summary>
    /// <exception cref="ArgumentException">A key is not among the properties.</exception>
    public static BulkTable<TRow> Part(NineGridDbContext db, IReadOnlyList<string> key, IReadOnlyList<string> properties) =>
        new(db, properties.Select(name => Entity(db).FindProperty(name) ?? throw Unmapped(name)), key);

    /// <summary>A statement that keeps stored rows, called <c>target</c>, as they are beside their table, unless a batch has written them itself.</summary>
    /// <param name="db">The context.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="join">What the rows are joined with; without, all of the table that what is appended to the statement leaves.</param>
    public static string Keep(NineGridDbContext db, int batch, string join = "")
    {
        ISqlGenerationHelper sql = db.GetService<ISqlGenerationHelper>();
        IEntityType entity = Entity(db);
        string[] columns = [.. entity.GetProperties().Select(property => sql.DelimitIdentifier(property.GetColumnName()))];
        return $"INSERT INTO {sql.DelimitIdentifier(BeforeImages.TableBeside(entity.GetTableName()!))} ({string.Join(", ", columns)}) "
            + $"SELECT {string.Join(", ", columns.Select(column => "target." + column))} FROM {sql.DelimitIdentifier(entity.GetTableName()!)} AS target "
            + FormattableString.Invariant($"{join} WHERE (target.batch_id IS NULL OR target.batch_id <> {batch})");
    }

    /// <summary>Compiles one delegate that hands all columns of a row to a sink.</summary>
    /// <param name="write">The expression that hands over a value of the column's <see cref="BulkColumn.SentType"/>.</param>
    /// <param name="writeNull">The expression that hands over null.</param>
    public Action<TSink, TRow> Compile<TSink>(
        Func<ParameterExpression, BulkColumn, int, Expression, Expression> write,
        Func<ParameterExpression, int, Expression> writeNull
    )
    {
        ParameterExpression sink = Expression.Parameter(typeof(TSink), "sink");
        ParameterExpression row = Expression.Parameter(typeof(TRow), "row");
        var statements = new List<Expression>();
        for (int i = 0; i < Columns.Count; i++)
        {
            Expression value = Columns[i].Read(row);
            Expression hand = write(sink, Columns[i], i, Columns[i].Send(value));
            statements.Add(
                Columns[i].CanBeNull
                    ? Expression.IfThenElse(
                        Expression.Equal(value, Expression.Constant(null, value.Type)),
                        Void(writeNull(sink, i)),
                        Void(hand)
                    )
                    : Void(hand)
            );
        }

        return Expression.Lambda<Action<TSink, TRow>>(Expression.Block(statements), sink, row).Compile();
    }

    private static BlockExpression Void(Expression expression) => Expression.Block(typeof(void), expression);

    private static IEntityType Entity(NineGridDbContext db) =>
        db.Model.FindEntityType(typeof(TRow)) ?? throw new ArgumentException($"{typeof(TRow).Name} is not a mapped type.", nameof(db));

    private static ArgumentException Unmapped(string name) => new($"{typeof(TRow).Name} has no mapped property {name}.", nameof(name));
}

/// <summary>One column: how it is called, and how its value is read from a row and sent.</summary>
internal sealed class BulkColumn(IProperty property, string name)
{
    private readonly ValueConverter? _converter = property.GetTypeMapping().Converter;

    /// <summary>The mapped property.</summary>
    public IProperty Property => property;

    /// <summary>The column's name, delimited.</summary>
    public string Name => name;

    /// <summary>The database's name of its type.</summary>
    public string StoreType => property.GetColumnType();

    /// <summary>The type of the value as it is sent, after the model's conversion and never a <see cref="Nullable{T}"/>.</summary>
    public Type SentType { get; } = property.GetTypeMapping().Converter?.ProviderClrType ?? Bare(property.ClrType);

    /// <summary>Whether the property's type allows null.</summary>
    public bool CanBeNull { get; } = !property.ClrType.IsValueType || Nullable.GetUnderlyingType(property.ClrType) is not null;

    /// <summary>The property's value, possibly null.</summary>
    public Expression Read(Expression row) => Expression.Property(row, property.PropertyInfo!);

    /// <summary>A value that is not null, as it is sent.</summary>
    public Expression Send(Expression value)
    {
        Expression bare = value.Type == Bare(value.Type) ? value : Expression.Property(value, nameof(Nullable<int>.Value));
        if (_converter is null)
        {
            return bare;
        }

        LambdaExpression convert = _converter.ConvertToProviderExpression;
        Type wanted = convert.Parameters[0].Type;
        Expression sent = Expression.Invoke(convert, bare.Type == wanted ? bare : Expression.Convert(bare, wanted));
        return sent.Type == SentType ? sent : Expression.Convert(sent, SentType);
    }

    /// <summary>The columns' names, comma-separated.</summary>
    public static string Names(IEnumerable<BulkColumn> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + column.Name));

    /// <summary><c>left.x = right.x</c> for each column.</summary>
    public static string Equalities(IEnumerable<BulkColumn> columns, string left, string right, string separator) =>
        string.Join(separator, columns.Select(column => $"{left}{column.Name} = {right}{column.Name}"));

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
