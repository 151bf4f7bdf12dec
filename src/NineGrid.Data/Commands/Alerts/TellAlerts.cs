using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;

namespace NineGrid.Data.Commands.Alerts;

/// <summary>What somebody is to be told of.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Address">The e-mail address.</param>
/// <param name="Opened">What opened for the user's own customers since she was last told; none unless she is a relationship manager.</param>
/// <param name="Escalated">What came before the user as a head since then; none unless he is one.</param>
public sealed record Digest(string User, string Address, DigestPart Opened, DigestPart Escalated);

/// <summary>Part of a digest.</summary>
/// <param name="Total">How many alerts it is about.</param>
/// <param name="Alerts">The gravest of them.</param>
public sealed record DigestPart(int Total, IReadOnlyList<AlertListed> Alerts)
{
    /// <summary>Nothing to tell.</summary>
    public static DigestPart None { get; } = new(0, []);
}

/// <summary>Tells users of alerts, each once, and only of customers that the user may see.</summary>
public sealed class TellAlerts(NineGridDbContext db, AlertsQuery alerts, ViewpointQuery viewpoints, TimeProvider clock)
{
    /// <summary>Most alerts that a digest names; the others are counted.</summary>
    public const int MostNamed = 50;

    /// <summary>How far back somebody is told who never was.</summary>
    public static readonly TimeSpan FirstReach = TimeSpan.FromHours(24);

    /// <summary>Tells everybody for whom there is something new.</summary>
    /// <param name="send">Sends a digest; when it throws, that user is told the next time.</param>
    /// <param name="failed">Hears of a user who could not be told.</param>
    /// <param name="cancellationToken">Stops before the next user.</param>
    /// <returns>How many users were told.</returns>
    /// <remarks>Who is told is marked before the mail leaves, so that two web nodes do not tell the same.</remarks>
    public async Task<int> RunAsync(
        Func<Digest, CancellationToken, Task> send,
        Action<string, Exception> failed,
        CancellationToken cancellationToken
    )
    {
        DateTime now = clock.Now();
        int told = 0;
        foreach (AppUser user in await ReadersAsync(cancellationToken))
        {
            if (IsAhead(user.ToldUntil, now) || !await MarkAsync(user, user.ToldUntil, now, cancellationToken))
            {
                continue;
            }

            try
            {
                if (await DigestAsync(user, user.ToldUntil ?? now - FirstReach, now, cancellationToken) is Digest digest)
                {
                    await send(digest, cancellationToken);
                    told++;
                }
            }
            catch (Exception failure)
            {
                await MarkAsync(user, now, user.ToldUntil, CancellationToken.None);
                if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
                {
                    throw;
                }

                failed(user.UserName!, failure);
            }
        }

        return told;
    }

    // After a clock was set back a little, it has to get there again: what lies between was told. After one that was far ahead, telling begins anew.
    private static bool IsAhead(DateTime? told, DateTime now) => told > now && told - now < FirstReach;

    private Task<List<AppUser>> ReadersAsync(CancellationToken cancellationToken) =>
        db
            .Users.AsNoTracking()
            .Where(user => !user.Disabled && user.Email != null && (user.Roles & (Roles.Manager | Roles.Head)) != Roles.None)
            .OrderBy(user => user.Id)
            .ToListAsync(cancellationToken);

    /// <returns>False when another node was quicker.</returns>
    private async Task<bool> MarkAsync(AppUser user, DateTime? from, DateTime? to, CancellationToken cancellationToken) =>
        await db
            .Users.Where(row => row.Id == user.Id && row.ToldUntil == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldUntil, to), cancellationToken) == 1;

    private async Task<Digest?> DigestAsync(AppUser user, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        DataScope own = DataScope.Of(user.Roles & Roles.Manager, institutionId: null, user.ManagerId);
        DataScope headed = DataScope.Of(user.Roles & Roles.Head, user.InstitutionId, managerId: null);
        DigestPart opened = await PartAsync(
            own,
            rows => rows.Where(row => !row.Baseline && row.OpenedAt > since && row.OpenedAt <= until),
            cancellationToken
        );
        DigestPart escalated = await PartAsync(
            headed,
            rows => rows.Where(row => row.EscalatedAt > since && row.EscalatedAt <= until),
            cancellationToken
        );
        return opened.Total + escalated.Total == 0 ? null : new(user.UserName!, user.Email!, opened, escalated);
    }

    private async Task<DigestPart> PartAsync(
        DataScope scope,
        Func<IQueryable<AlertRow>, IQueryable<AlertRow>> which,
        CancellationToken cancellationToken
    )
    {
        IQueryable<AlertRow> rows = which(AlertSight.Alerts(db, scope).Where(row => row.State == AlertState.Open && row.Lasting));
        int total = await rows.CountAsync(cancellationToken);
        if (total == 0 || await viewpoints.AskAsync(scope, period: null, institution: null, cancellationToken) is not Viewpoint at)
        {
            return DigestPart.None;
        }

        int[] ids = await AlertsQuery.Sorted(db, scope, at, rows, AlertOrder.Default).Take(MostNamed).ToArrayAsync(cancellationToken);
        return new(total, await alerts.ListedAsync(scope, at, ids, cancellationToken));
    }
}
