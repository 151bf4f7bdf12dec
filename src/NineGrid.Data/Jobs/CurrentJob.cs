using System.Text.Json;
using NineGrid.Data.Access;

namespace NineGrid.Data.Jobs;

/// <summary>The job that a scope works for; none on the command line and in pages.</summary>
public sealed class CurrentJob(JobLedger ledger)
{
    /// <summary>Its number; null when there is none.</summary>
    public int? Id { get; private set; }

    /// <summary>Who asked for the job; null when there is none.</summary>
    public Actor? Actor { get; private set; }

    /// <summary>Says which job the scope works for.</summary>
    public void Begin(int id, string askedBy)
    {
        Id = id;
        Actor = new(askedBy, Address: null);
    }

    /// <summary>Ends the job in the transaction of its work, so that neither is true without the other.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <exception cref="OperationCanceledException">Somebody ended the job meanwhile; the work is not wanted any more.</exception>
    public async Task DoneAsync<T>(T outcome, CancellationToken cancellationToken)
    {
        if (
            Id is int id
            && !await ledger.EndAsync(
                id,
                JobState.Done,
                JsonSerializer.Serialize(outcome, JobJson.Options),
                reason: null,
                cancellationToken
            )
        )
        {
            throw new OperationCanceledException("The job was ended meanwhile.");
        }
    }
}
