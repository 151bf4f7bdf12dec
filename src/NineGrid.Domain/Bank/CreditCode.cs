namespace NineGrid.Domain.Bank;

/// <summary>统一社会信用代码, the unified social credit code of a legal entity (GB 32100-2015).</summary>
public static class CreditCode
{
    /// <summary>Characters in a code, the last of which is the check character.</summary>
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>The check character of the first seventeen characters, or null when one of them is not in the alphabet or there are not seventeen.</summary>
    /// <remarks>GB 32100: <c>C = 31 − (Σ cᵢ·wᵢ mod 31)</c> with <c>wᵢ = 3^(i−1) mod 31</c>; 31 counts as 0.</remarks>
    public static char? CheckCharacter(ReadOnlySpan<char> firstSeventeen)
    {
        if (firstSeventeen.Length != Length - 1)
        {
            return null;
        }

        int sum = 0;
        for (int i = 0; i < firstSeventeen.Length; i++)
        {
            int value = Alphabet.IndexOf(firstSeventeen[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            sum += value * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Whether the text is a code with a right check character.</summary>
    public static bool IsValid(ReadOnlySpan<char> code) => code.Length == Length && CheckCharacter(code[..^1]) == code[^1];
}
