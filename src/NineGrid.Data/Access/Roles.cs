namespace NineGrid.Data.Access;

/// <summary>What a user may do; several at once.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>客户经理: sees the customers of the relationship manager it is bound to.</summary>
    Manager = 1,

    /// <summary>分支行行长: sees the institution it is bound to and all below it.</summary>
    Head = 2,

    /// <summary>总行分析员: sees the whole bank, may edit schemes.</summary>
    Analyst = 4,

    /// <summary>管理员: users, imports, jobs; no figures of customers.</summary>
    Administrator = 8,
}
