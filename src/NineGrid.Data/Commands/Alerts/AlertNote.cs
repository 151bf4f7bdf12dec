using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Commands.Alerts;

/// <summary>What people say to alerts, and when.</summary>
internal static class AlertNote
{
    /// <summary>Reads a note as entered; nothing entered is no note.</summary>
    public static bool TryRead(string? entered, out string? text)
    {
        text = string.IsNullOrWhiteSpace(entered) ? null : entered.ReplaceLineEndings("\n").Trim();
        return SavePlan.IsNote(text, AlertRow.LongestNote);
    }

    /// <summary>The period that a change belongs to.</summary>
    public static Task<Period> NewestPeriodAsync(NineGridDbContext db, CancellationToken cancellationToken) =>
        ViewpointQuery.Periods(db).FirstAsync(cancellationToken);
}
