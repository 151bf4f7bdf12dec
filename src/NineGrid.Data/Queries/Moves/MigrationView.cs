using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;

namespace NineGrid.Data.Queries.Moves;

/// <summary>By what movements are told apart.</summary>
public enum MigrationBy
{
    /// <summary>The institutions directly below the one in force.</summary>
    Institution,

    /// <summary>Relationship managers.</summary>
    Manager,

    /// <summary>Size classes.</summary>
    Size,

    /// <summary>Industries.</summary>
    Industry,
}

/// <summary>What became of the customers of an institution, a manager, a size class or an industry.</summary>
/// <remarks>Each snapshot is read with the filter on it: a customer that changed hands left the one and entered the other.</remarks>
/// <param name="Code">How addresses name it.</param>
/// <param name="Name">Its name; that of a size class or an industry is its code.</param>
/// <param name="Balance">The movements.</param>
public sealed record MigrationRow(string Code, string Name, MovementBalance Balance);

/// <summary>The movements of a selection between an earlier and a later snapshot.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Earlier">The earlier period.</param>
/// <param name="Later">The later period.</param>
/// <param name="Matrix">The flows.</param>
/// <param name="Outlook">What would become of it if that went on.</param>
/// <param name="Rows">The movements told apart, each in the order of names; empty where there is nothing to tell apart.</param>
public sealed record MigrationView(
    Grid Grid,
    Period Earlier,
    Period Later,
    MigrationMatrix Matrix,
    Outlook Outlook,
    IReadOnlyDictionary<MigrationBy, IReadOnlyList<MigrationRow>> Rows
);
