using System.Text;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>A product and how likely a customer of middling depth is to hold it.</summary>
internal sealed record Product(string Code, string Name, ProductLine Line, double Reach, bool Active = true);

/// <summary>The products of the made-up bank and who holds which.</summary>
/// <remarks>Customers follow one of <see cref="Habits"/> habits: two of the same habit and depth hold the same products, as salesmen sell in the same order.</remarks>
internal sealed class Catalogue
{
    public const int Habits = 256;

    private readonly double[][] _resistance = new double[Habits][];
    private readonly byte[][] _codes;

    public Catalogue(long seed)
    {
        for (int habit = 0; habit < Habits; habit++)
        {
            var dice = new Dice(seed, Subject.Habit, habit);
            _resistance[habit] = new double[Products.Count];
            for (int p = 0; p < Products.Count; p++)
            {
                _resistance[habit][p] = dice.Fraction();
            }
        }

        _codes = [.. Products.Select(product => Encoding.UTF8.GetBytes(product.Code))];
    }

    public static IReadOnlyList<Product> Products { get; } =
    [
        new("LN01", "流动资金贷款", ProductLine.Lending, 1),
        new("LN02", "固定资产贷款", ProductLine.Lending, 0.35),
        new("LN03", "经营快贷", ProductLine.Lending, 0.4),
        new("DP01", "单位活期存款", ProductLine.Deposit, 1),
        new("DP02", "单位定期存款", ProductLine.Deposit, 0.45),
        new("DP03", "协定存款", ProductLine.Deposit, 0.3),
        new("DP04", "单位通知存款", ProductLine.Deposit, 0.2),
        new("DP05", "单位大额存单", ProductLine.Deposit, 0.12),
        new("ST01", "企业网上银行", ProductLine.Settlement, 0.8),
        new("ST02", "单位结算卡", ProductLine.Settlement, 0.4),
        new("ST03", "聚合收单", ProductLine.Settlement, 0.25),
        new("ST04", "支付密码器", ProductLine.Settlement, 0.3, Active: false),
        new("CM01", "银企直联", ProductLine.Cash, 0.12),
        new("CM02", "集团现金池", ProductLine.Cash, 0.08),
        new("CM03", "代收代付", ProductLine.Cash, 0.3),
        new("TR01", "银行承兑汇票", ProductLine.Trade, 0.3),
        new("TR02", "国内信用证", ProductLine.Trade, 0.15),
        new("TR03", "国内保理", ProductLine.Trade, 0.12),
        new("FX01", "即期结售汇", ProductLine.Fx, 0.2),
        new("FX02", "跨境汇款", ProductLine.Fx, 0.18),
        new("CP01", "债券承销", ProductLine.Capital, 0.04),
        new("CP02", "对公理财", ProductLine.Capital, 0.25),
        new("RT01", "代发工资", ProductLine.Retail, 0.45),
    ];

    private static readonly int Payroll = Products.Count - 1;

    /// <summary>The products held, one bit each in the order of <see cref="Products"/>.</summary>
    public int Held(int habit, double depth, bool borrows)
    {
        int held = 0;
        double[] resistance = _resistance[habit];
        for (int p = 0; p < resistance.Length; p++)
        {
            Product product = Products[p];
            bool possible = product.Line is not (ProductLine.Lending or ProductLine.Trade) || borrows;
            if (possible && (product.Reach >= 1 || resistance[p] < product.Reach * (0.3 + (1.6 * depth))))
            {
                held |= 1 << p;
            }
        }

        return held;
    }

    /// <summary>Writes <c>products.csv</c>.</summary>
    public static void WriteProducts(CsvBytes csv)
    {
        csv.Line("code,name,line,active");
        foreach (Product product in Products)
        {
            csv.Text(product.Code)
                .Text(product.Name)
                .Text(product.Line.ToString().ToUpperInvariant())
                .Text(product.Active ? "true" : "false")
                .EndRow();
        }
    }

    public static bool HoldsPayroll(int held) => (held >> Payroll & 1) != 0;

    /// <summary>Writes codes joined by <c>|</c>, <c>-</c> for none.</summary>
    public void Write(CsvBytes csv, int held)
    {
        Span<byte> list = stackalloc byte[_codes.Length * 5];
        int length = 0;
        for (int p = 0; p < _codes.Length; p++)
        {
            if ((held >> p & 1) != 0)
            {
                if (length > 0)
                {
                    list[length++] = (byte)'|';
                }

                _codes[p].CopyTo(list[length..]);
                length += _codes[p].Length;
            }
        }

        csv.Text(length > 0 ? list[..length] : "-"u8);
    }
}
