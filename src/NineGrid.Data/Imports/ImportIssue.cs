using System.Globalization;
using System.Text;

namespace NineGrid.Data.Imports;

/// <summary>What is wrong, or worth knowing, about a place in a package. The kind fixes the text; <see cref="ImportIssue.Detail"/> fills its gap.</summary>
public enum ImportIssueKind
{
    /// <summary>Notice: a file of the package that is not one of the seven.</summary>
    UnknownFile,

    /// <summary>Notice: a column that the file does not have.</summary>
    ExtraColumn,

    /// <summary>Notice: the customer's manager belongs to another institution; detail: that institution.</summary>
    OtherInstitution,

    /// <summary>The file cannot be read to its end; detail: why.</summary>
    Unreadable,

    /// <summary>A key column is not in the header.</summary>
    MissingColumn,

    /// <summary>A column stands more than once in the header.</summary>
    RepeatedColumn,

    /// <summary>The record breaks the rules of CSV: a quote inside a field that does not start with one.</summary>
    StrayQuote,

    /// <summary>The record breaks the rules of CSV: text after a closing quote.</summary>
    TextAfterQuote,

    /// <summary>The record breaks the rules of CSV: a quote that is never closed.</summary>
    OpenQuote,

    /// <summary>A cell of a workbook shows an error such as #N/A.</summary>
    ErrorCell,

    /// <summary>A cell of a workbook holds a date where text belongs, as when a spreadsheet takes a code for a date.</summary>
    DateCell,

    /// <summary>The record has another number of fields than the header; detail: both.</summary>
    FieldCount,

    /// <summary>A field that must hold a value is empty.</summary>
    Empty,

    /// <summary>The row is new and lacks a column that a new row needs.</summary>
    NewWithoutColumn,

    /// <summary>A code or number that identifies something is malformed; detail: the greatest length.</summary>
    BadKey,

    /// <summary>A text is too long or holds control characters; detail: the greatest length.</summary>
    BadText,

    /// <summary>Not a number; detail: the range.</summary>
    BadNumber,

    /// <summary>A number outside its range; detail: the range.</summary>
    OutOfRange,

    /// <summary>Not a month.</summary>
    BadPeriod,

    /// <summary>A month that has not come yet; detail: the current month.</summary>
    FuturePeriod,

    /// <summary>A month that is closed.</summary>
    ClosedPeriod,

    /// <summary>Not a year.</summary>
    BadYear,

    /// <summary>Not a day.</summary>
    BadDate,

    /// <summary>None of the words allowed; detail: these words.</summary>
    BadWord,

    /// <summary>A product code that could not be told from the signs of product lists.</summary>
    BadProductCode,

    /// <summary>A credit code whose check character is wrong.</summary>
    BadCreditCode,

    /// <summary>A reference to something that neither the database nor the package has; detail: the file where it is expected.</summary>
    UnknownReference,

    /// <summary>A reference to a row of the package that is itself rejected; detail: its file and line.</summary>
    RejectedReference,

    /// <summary>A product list with an unknown code; detail: that code.</summary>
    UnknownProduct,

    /// <summary>The key stands in an earlier row of the file; detail: its line, null when it was not looked up.</summary>
    RepeatedKey,

    /// <summary>A second institution without a parent; detail: the first.</summary>
    SecondRoot,

    /// <summary>The institution without a parent is not of level HEAD.</summary>
    RootNotHead,

    /// <summary>Institutions that lie below each other; detail: the way round.</summary>
    Cycle,

    /// <summary>An institution that is not of a lower level than its parent; detail: the parent and its level.</summary>
    LevelNotBelow,

    /// <summary>An institution that is not of a higher level than a child of it; detail: the child and its level.</summary>
    LevelNotAbove,

    /// <summary>A part that is greater than its whole; detail: the whole and its value.</summary>
    ExceedsWhole,

    /// <summary>A whole that is less than its part; detail: the part and its value.</summary>
    BelowPart,
}

/// <summary>One thing that is wrong with a package, or a notice.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">The file, such as <c>facts.csv</c>.</param>
/// <param name="Line">The physical line on which the record starts, the header being line 1; null when the whole file is meant.</param>
/// <param name="Column">The column; null when the whole record is meant.</param>
/// <param name="Value">The value found there, shortened when very long; null when there is none.</param>
/// <param name="Detail">What fills the gap in the text of the kind.</param>
public sealed record ImportIssue(
    ImportIssueKind Kind,
    string File,
    long? Line = null,
    string? Column = null,
    string? Value = null,
    string? Detail = null
)
{
    /// <summary>Why, and what was expected, in English.</summary>
    public string Reason =>
        Kind switch
        {
            ImportIssueKind.UnknownFile => $"ignored; expected one of {FileLayout.AllNames} at the top level",
            ImportIssueKind.ExtraColumn => "ignored; the file has no such column",
            ImportIssueKind.OtherInstitution => $"the manager belongs to institution {Detail}, not to the customer's",
            ImportIssueKind.Unreadable => $"cannot be read: {Detail}",
            ImportIssueKind.MissingColumn => "the header lacks this column; expected it because it is part of the key",
            ImportIssueKind.RepeatedColumn => "stands more than once in the header; expected once",
            ImportIssueKind.StrayQuote => "not well-formed CSV: a quote inside a field that does not start with one",
            ImportIssueKind.TextAfterQuote => "not well-formed CSV: text after a closing quote",
            ImportIssueKind.OpenQuote => "not well-formed CSV: a quote that is never closed",
            ImportIssueKind.ErrorCell => "the cell shows an error; expected a value or an empty cell",
            ImportIssueKind.DateCell => "the cell holds a date or time; expected text, so format the column as text before it is filled",
            ImportIssueKind.FieldCount => $"another number of fields than the header: {Detail}",
            ImportIssueKind.Empty => "empty; expected a value",
            ImportIssueKind.NewWithoutColumn => "the row is new and the file lacks this column; expected it with a value",
            ImportIssueKind.BadKey => $"expected 1 to {Detail} characters without control characters and blanks at either end",
            ImportIssueKind.BadText => $"expected at most {Detail} characters without control characters",
            ImportIssueKind.BadNumber =>
                $"expected a number of {Detail}, written like -1234.56: digits with a point, no separators, blanks or exponent",
            ImportIssueKind.OutOfRange => $"expected a number of {Detail}",
            ImportIssueKind.BadPeriod => "expected a month as YYYY-MM",
            ImportIssueKind.FuturePeriod => $"expected a month up to the current one, {Detail}",
            ImportIssueKind.ClosedPeriod => "the period is closed and its facts no longer change; expected an open period",
            ImportIssueKind.BadYear => "expected a year as YYYY",
            ImportIssueKind.BadDate => "expected a day as YYYY-MM-DD",
            ImportIssueKind.BadWord => $"expected {Detail}",
            ImportIssueKind.BadProductCode => "expected a code other than - and without |, the signs of product lists",
            ImportIssueKind.BadCreditCode => "expected a credit code of 18 characters with a right check character (GB 32100)",
            ImportIssueKind.UnknownReference => $"unknown; expected a key of the database or of {Detail}",
            ImportIssueKind.RejectedReference => $"refers to {Detail}, which is rejected; expected an accepted row",
            ImportIssueKind.UnknownProduct => $"unknown product {Detail}; expected codes of the catalogue joined by |, or - for none",
            ImportIssueKind.RepeatedKey =>
                $"the same key stands on {(Detail is null ? "an earlier line" : $"line {Detail}")}; expected each key once",
            ImportIssueKind.SecondRoot => $"a second institution without a parent beside {Detail}; expected exactly one",
            ImportIssueKind.RootNotHead => "an institution without a parent; expected level HEAD",
            ImportIssueKind.Cycle => $"the institutions lie below each other: {Detail}; expected a tree",
            ImportIssueKind.LevelNotBelow => $"expected a level below that of the parent {Detail}",
            ImportIssueKind.LevelNotAbove => $"expected a level above that of the child {Detail}",
            ImportIssueKind.ExceedsWhole => $"expected at most {Detail}",
            ImportIssueKind.BelowPart => $"expected at least {Detail}",
            _ => throw new InvalidOperationException($"issue kind {Kind}"),
        };

    /// <summary>One line: file, line, column, value and reason.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line is { } line)
        {
            text.Append(CultureInfo.InvariantCulture, $", line {line}");
        }

        if (Column is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", column {Printable(Column)}");
        }

        if (Value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", value \"{Printable(Value)}\"");
        }

        return text.Append(": ").Append(Printable(Reason)).ToString();
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '·' : c));
}
