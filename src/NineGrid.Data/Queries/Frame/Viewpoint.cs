using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Frame;

/// <summary>An institution as it stood in a snapshot.</summary>
/// <param name="Place">Its place; it and all below it are <c>Place … EndPlace − 1</c>.</param>
/// <param name="EndPlace">One past the last place below it.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level in the tree.</param>
public sealed record InstitutionAt(int Place, int EndPlace, string Code, string Name, InstitutionLevel Level);

/// <summary>The content of a stored snapshot: another one after it is computed again, or a customer of it is given to another manager.</summary>
public readonly record struct Edition(int SnapshotId, DateTime ComputedAt, int Revision);

/// <summary>From where a page looks at the bank: the period and the institution in force, and what stands around them.</summary>
public sealed record Viewpoint
{
    /// <summary>The snapshot that is read.</summary>
    public required int SnapshotId { get; init; }

    /// <summary>Its period.</summary>
    public required Period Period { get; init; }

    /// <summary>Every period that has a snapshot, newest first.</summary>
    public required IReadOnlyList<Period> Periods { get; init; }

    /// <summary>The institution whose customers, with all below it, are shown.</summary>
    public required InstitutionAt Institution { get; init; }

    /// <summary>From the highest institution that may be looked at down to the parent of <see cref="Institution"/>.</summary>
    public required IReadOnlyList<InstitutionAt> Above { get; init; }

    /// <summary>The institutions directly below it.</summary>
    public required IReadOnlyList<InstitutionAt> Below { get; init; }

    /// <summary>The scheme under which the snapshot was computed.</summary>
    public required Scheme Scheme { get; init; }

    /// <summary>Version of that scheme.</summary>
    public required int SchemeVersion { get; init; }

    /// <summary>When it was computed, UTC.</summary>
    public required DateTime ComputedAt { get; init; }

    /// <summary>Version of the program that computed it.</summary>
    public required string Program { get; init; }

    /// <summary>How often customers of the snapshot were given to other managers since.</summary>
    public int Revision { get; init; }

    /// <summary>What the snapshot holds right now, as a key for what is kept of it.</summary>
    public Edition Edition => new(SnapshotId, ComputedAt, Revision);
}
