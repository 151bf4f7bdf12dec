using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Alerts;

namespace NineGrid.Data.Queries.Operations;

/// <summary>How things stand, in the few numbers that are watched; no figure of a customer.</summary>
/// <param name="ComputedAt">When the newest snapshot was computed, UTC; null for none.</param>
/// <param name="OpenAlerts">How many alerts nobody has looked at, by severity; every severity is there.</param>
/// <param name="WaitingJobs">Jobs that no node works on.</param>
/// <param name="RunningJobs">Jobs that a node works on.</param>
public sealed record BankStand(DateTime? ComputedAt, IReadOnlyDictionary<Severity, int> OpenAlerts, int WaitingJobs, int RunningJobs);

/// <summary>How do things stand?</summary>
public sealed class StandQuery(NineGridDbContext db)
{
    public async Task<BankStand> AskAsync(CancellationToken cancellationToken)
    {
        DateTime? computed = await (
            from id in PlanSight.Newest(db).Take(1)
            join row in db.Snapshots on id equals row.Id
            select (DateTime?)row.ComputedAt
        ).FirstOrDefaultAsync(cancellationToken);
        var alerts = await db
            .Alerts.Where(row => row.State == AlertState.Open)
            .GroupBy(row => row.Severity)
            .Select(own => new { Severity = own.Key, Count = own.Count() })
            .ToDictionaryAsync(own => own.Severity, own => own.Count, cancellationToken);
        Dictionary<JobState, int> jobs = await db
            .Jobs.Where(row => row.State == JobState.Waiting || row.State == JobState.Running)
            .GroupBy(row => row.State)
            .Select(own => new { State = own.Key, Count = own.Count() })
            .ToDictionaryAsync(own => own.State, own => own.Count, cancellationToken);
        return new(
            computed,
            Enum.GetValues<Severity>().ToDictionary(severity => severity, severity => alerts.GetValueOrDefault(severity)),
            jobs.GetValueOrDefault(JobState.Waiting),
            jobs.GetValueOrDefault(JobState.Running)
        );
    }
}
