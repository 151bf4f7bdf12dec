using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Mapping;

/// <summary>The kinds of columns, so that a length or precision is stated once.</summary>
internal static class Columns
{
    /// <summary>Longest code or number of anything, characters.</summary>
    public const int KeyLength = 64;

    /// <summary>Longest name of anything, characters.</summary>
    public const int NameLength = 200;

    /// <summary>Digits of money and decimals of money.</summary>
    public static readonly (int Precision, int Scale) Money = (19, FactColumn.All[(int)FactField.LoanNii].Decimals);

    /// <summary>Digits of a rate and decimals of a rate.</summary>
    public static readonly (int Precision, int Scale) Rate = (19, FactColumn.All[(int)FactField.Pd].Decimals);

    public static PropertyBuilder<string> IsKey(this PropertyBuilder<string> property) => property.HasMaxLength(KeyLength);

    public static PropertyBuilder<string> IsName(this PropertyBuilder<string> property) => property.HasMaxLength(NameLength);

    public static PropertyBuilder<decimal?> IsRate(this PropertyBuilder<decimal?> property) =>
        property.HasPrecision(Rate.Precision, Rate.Scale);
}
