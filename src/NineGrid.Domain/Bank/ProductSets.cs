namespace NineGrid.Domain.Bank;

/// <summary>The distinct lists of product codes that facts hold, numbered as they are first met, with how many distinct active products each names.</summary>
/// <param name="activeCodes">Codes of the active products of the catalogue.</param>
public sealed class ProductSets(IEnumerable<string> activeCodes)
{
    private readonly HashSet<string> _active = new(activeCodes, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _held = [];

    /// <summary>Active products in the catalogue.</summary>
    public int ActiveProducts => _active.Count;

    /// <summary>Distinct lists met so far.</summary>
    public int Count => _held.Count;

    /// <summary>The number of a list as it stands in a file or in the database: codes joined by <c>|</c>, <c>-</c> for none, empty for not reported.</summary>
    /// <returns>0 or more; −1 for not reported.</returns>
    public int NumberOf(ReadOnlySpan<char> codes)
    {
        if (codes.IsEmpty)
        {
            return -1;
        }

        if (_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(codes, out int number))
        {
            return number;
        }

        number = _held.Count;
        string text = codes.ToString();
        _numbers.Add(text, number);
        _held.Add(text is "-" ? 0 : text.Split('|').Distinct(StringComparer.Ordinal).Count(_active.Contains));
        return number;
    }

    /// <summary>Distinct active products in the list of that number.</summary>
    public int ActiveHeld(int number) => _held[number];
}
