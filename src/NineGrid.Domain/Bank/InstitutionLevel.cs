namespace NineGrid.Domain.Bank;

/// <summary>The level of an institution in the tree; levels go down strictly from parent to child, steps may be left out.</summary>
public enum InstitutionLevel : byte
{
    /// <summary>总行, head office, <c>HEAD</c>: the root.</summary>
    Head = 1,

    /// <summary>一级分行, tier-1 branch, <c>TIER1</c>.</summary>
    Tier1 = 2,

    /// <summary>二级分行, tier-2 branch, <c>TIER2</c>.</summary>
    Tier2 = 3,

    /// <summary>支行, sub-branch, <c>SUB</c>.</summary>
    Sub = 4,
}
