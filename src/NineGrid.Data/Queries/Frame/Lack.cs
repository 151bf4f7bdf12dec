namespace NineGrid.Data.Queries.Frame;

/// <summary>What a customer can lack to be covered (全覆盖).</summary>
public enum Lack
{
    /// <summary>A relationship manager.</summary>
    Manager,

    /// <summary>An open plan, in the Low band of the value grid.</summary>
    Plan,

    /// <summary>A statement, or one that is not stale; of active customers.</summary>
    Statements,
}
