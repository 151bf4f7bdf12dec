namespace NineGrid.Domain.Bank;

/// <summary>The distinct lists of product codes that facts hold, numbered as they are first met, with the distinct active products that each names.</summary>
public sealed class ProductSets
{
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(string Text, int[] Active)> _lists = [];

    /// <summary>No lists yet.</summary>
    /// <param name="activeCodes">Codes of the active products of the catalogue.</param>
    public ProductSets(IEnumerable<string> activeCodes)
    {
        Active = [.. activeCodes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _places = Active.Select((code, place) => (code, place)).ToDictionary(one => one.code, one => one.place, StringComparer.Ordinal);
    }

    /// <summary>The active products of the catalogue in order of their codes.</summary>
    public IReadOnlyList<string> Active { get; }

    /// <summary>Distinct lists met so far.</summary>
    public int Count => _lists.Count;

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

        number = _lists.Count;
        string text = codes.ToString();
        _numbers.Add(text, number);
        _lists.Add((text, [.. CodesOf(text).Distinct(StringComparer.Ordinal).Where(_places.ContainsKey).Select(code => _places[code])]));
        return number;
    }

    /// <summary>The list of that number as it was met; null for −1.</summary>
    public string? TextOf(int number) => number < 0 ? null : _lists[number].Text;

    /// <summary>The distinct active products in the list of that number, as places in <see cref="Active"/>.</summary>
    public ReadOnlySpan<int> ActiveHeld(int number) => _lists[number].Active;

    /// <summary>The codes of a list, in the form of <see cref="NumberOf"/>.</summary>
    public static IReadOnlyList<string> CodesOf(string text) => text is "-" ? [] : text.Split('|');
}
