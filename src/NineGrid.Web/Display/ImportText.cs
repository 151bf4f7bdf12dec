using NineGrid.Data.Imports;

namespace NineGrid.Web.Display;

/// <summary>What is said of packages.</summary>
public sealed class ImportText(Words say)
{
    /// <summary>Why something is wrong, and what was expected.</summary>
    public string Reason(ImportIssue issue) => say[$"import.issue.{issue.Kind}", issue.Detail ?? ""];
}
