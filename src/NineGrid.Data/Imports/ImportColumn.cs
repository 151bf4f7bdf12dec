using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>How the values of a column are written.</summary>
public enum ColumnForm
{
    /// <summary>A code or number that identifies something.</summary>
    Key,

    /// <summary>A name.</summary>
    Text,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>统一社会信用代码.</summary>
    CreditCode,

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    Day,

    /// <summary><c>YYYY-MM</c>.</summary>
    Period,

    /// <summary><c>YYYY</c>.</summary>
    Year,

    /// <summary>Codes of products joined by <c>|</c>, or <c>-</c>.</summary>
    Products,

    /// <summary>Yuan.</summary>
    Money,

    /// <summary>Yuan, not below zero.</summary>
    MoneyFromZero,

    /// <summary>A fraction from 0 to 1.</summary>
    Fraction,

    /// <summary>Years.</summary>
    Years,

    /// <summary>A whole number, not below zero.</summary>
    Count,
}

/// <summary>A column of a file.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Form">How its values are written.</param>
public sealed record ImportColumn(string Name, ColumnForm Form)
{
    /// <summary>The words allowed; empty where anything of the form is.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];

    /// <summary>A column of monthly facts.</summary>
    internal static ImportColumn Of(FactColumn column) =>
        new(
            column.Name,
            (column.Unit, column.Field) switch
            {
                (FactUnit.Money, _) => column.MayBeNegative ? ColumnForm.Money : ColumnForm.MoneyFromZero,
                (FactUnit.Count, _) => ColumnForm.Count,
                (FactUnit.Rate, FactField.MaturityYears) => ColumnForm.Years,
                (FactUnit.Rate, _) => ColumnForm.Fraction,
                _ => throw new InvalidOperationException($"unit {column.Unit}"),
            }
        );
}
