using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NineGrid.Data.Mapping;

/// <summary>For each table that imports write, one of the same columns with the rows as they were before the newest batch overwrote them.</summary>
internal static class BeforeImages
{
    /// <summary>What imports write, each after those that it refers to.</summary>
    public static IReadOnlyList<Type> Kept { get; } =
    [
        typeof(InstitutionRow),
        typeof(ManagerRow),
        typeof(ProductRow),
        typeof(GroupRow),
        typeof(CustomerRow),
        typeof(StatementRow),
        typeof(FactRow),
    ];

    /// <summary>The name of the table beside a table.</summary>
    public static string TableBeside(string table) => table + "_before";

    /// <summary>Puts the tables into the model.</summary>
    public static void Map(ModelBuilder builder)
    {
        foreach (Type row in Kept)
        {
            IMutableEntityType source = builder.Model.FindEntityType(row)!;
            builder.SharedTypeEntity<Dictionary<string, object>>(
                row.Name + "Before",
                before =>
                {
                    before.ToTable(TableBeside(source.GetTableName()!));
                    foreach (IMutableProperty property in source.GetProperties())
                    {
                        Copy(property, before.IndexerProperty(property.ClrType, property.Name));
                    }

                    before.HasKey([.. source.FindPrimaryKey()!.Properties.Select(property => property.Name)]);
                }
            );
        }
    }

    private static void Copy(IMutableProperty from, PropertyBuilder to)
    {
        to.IsRequired(!from.IsNullable).ValueGeneratedNever();
        if (from.GetMaxLength() is int length)
        {
            to.HasMaxLength(length);
        }

        if (from.IsUnicode() is bool unicode)
        {
            to.IsUnicode(unicode);
        }

        if (from.GetPrecision() is int precision)
        {
            to.HasPrecision(precision, from.GetScale() ?? 0);
        }
    }
}
