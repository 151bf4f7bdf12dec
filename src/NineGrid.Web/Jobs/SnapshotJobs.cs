using System.Text.Json;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Jobs;

/// <summary>What a snapshot job is asked to do.</summary>
/// <param name="Period">The period.</param>
/// <param name="Scheme">Name of the scheme.</param>
public sealed record SnapshotOrder(Period Period, string Scheme);

/// <summary>What a part of a snapshot job is asked to do.</summary>
/// <param name="Period">The snapshot's period.</param>
/// <param name="Institution">The branch whose facts it reads.</param>
public sealed record BranchOrder(Period Period, int Institution);

/// <summary>From how many customers on the reading of facts for a snapshot is divided among jobs.</summary>
internal sealed record SplitFrom(int Customers)
{
    /// <summary>Below it the nodes take longer to find the parts than one of them takes to read everything.</summary>
    public const int UnlessSet = 200_000;
}

/// <summary>Computes periods; the facts of a large bank are read branch by branch before, by as many nodes as there are.</summary>
internal sealed class SnapshotJobs(ComputeSnapshot compute, ReadBranch read, SplitSnapshot split, SplitFrom from)
{
    /// <summary>What is to be done before a snapshot is computed; nothing for a small bank and on an embedded database.</summary>
    public async Task<IReadOnlyList<JobPart>> PartsAsync(string order, CancellationToken cancellationToken)
    {
        SnapshotOrder whole = JsonSerializer.Deserialize<SnapshotOrder>(order, JobJson.Options)!;
        return
        [
            .. (await split.BranchesAsync(from.Customers, cancellationToken)).Select(branch => new JobPart(
                JobKind.SnapshotPart,
                branch.Name,
                JsonSerializer.Serialize(new BranchOrder(whole.Period, branch.Institution), JobJson.Options)
            )),
        ];
    }

    /// <summary>Reads the facts of a branch.</summary>
    public Task ReadAsync(int snapshot, BranchOrder order, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        read.RunAsync(snapshot, order.Period, order.Institution, progress, cancellationToken);

    /// <summary>Puts together what was read, reads the rest, computes and stores.</summary>
    public Task ComputeAsync(SnapshotOrder order, IProgress<JobProgress> progress, CancellationToken cancellationToken) =>
        compute.RunAsync(order.Period, order.Scheme, progress, cancellationToken);

    /// <summary>Throws away what was read for snapshots that ended without it.</summary>
    public Task ForgetLeftAsync(CancellationToken cancellationToken) => split.ForgetLeftAsync(cancellationToken);
}
