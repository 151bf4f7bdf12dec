namespace NineGrid.Domain.Bank;

/// <summary>The business line of a product; written in capitals in files.</summary>
public enum ProductLine : byte
{
    /// <summary>贷款.</summary>
    Lending = 1,

    /// <summary>存款.</summary>
    Deposit = 2,

    /// <summary>结算.</summary>
    Settlement = 3,

    /// <summary>现金管理.</summary>
    Cash = 4,

    /// <summary>贸易融资.</summary>
    Trade = 5,

    /// <summary>外汇.</summary>
    Fx = 6,

    /// <summary>资本市场.</summary>
    Capital = 7,

    /// <summary>公私联动 (payroll and other retail business won through the company).</summary>
    Retail = 8,
}
