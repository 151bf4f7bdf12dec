namespace NineGrid.Domain.Bank;

/// <summary>The order of text keys everywhere: by the bytes of their UTF-8 form, independent of culture and database.</summary>
public sealed class KeyOrder : IComparer<string>
{
    private KeyOrder() { }

    /// <summary>The one instance.</summary>
    public static KeyOrder Instance { get; } = new();

    /// <summary>Compares two keys; null comes first.</summary>
    /// <remarks>UTF-16 code units compare like UTF-8 bytes except that surrogates (U+10000 and up) must come after U+E000–U+FFFF.</remarks>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int common = Math.Min(x.Length, y.Length);
        for (int i = 0; i < common; i++)
        {
            if (x[i] != y[i])
            {
                return Rank(x[i]) - Rank(y[i]);
            }
        }

        return x.Length - y.Length;
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
