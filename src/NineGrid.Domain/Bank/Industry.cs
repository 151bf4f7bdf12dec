namespace NineGrid.Domain.Bank;

/// <summary>行业, a section of GB/T 4754: a letter A to T.</summary>
/// <remarks><c>default</c> is no section; <see cref="TryParse"/> never gives it.</remarks>
public readonly record struct Industry
{
    private Industry(char section) => Section = section;

    /// <summary>The letter, A to T.</summary>
    public char Section { get; }

    /// <summary>All twenty sections in order.</summary>
    public static IReadOnlyList<Industry> All { get; } = [.. Enumerable.Range('A', 20).Select(letter => new Industry((char)letter))];

    /// <summary>The section of that letter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The letter lies outside A–T.</exception>
    public static Industry Of(char section) =>
        section is >= 'A' and <= 'T' ? new(section) : throw new ArgumentOutOfRangeException(nameof(section), section, "A to T");

    /// <summary>Reads one letter A to T; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out Industry industry)
    {
        bool known = code.Length == 1 && code[0] is >= 'A' and <= 'T';
        industry = known ? new(code[0]) : default;
        return known;
    }

    /// <summary>The letter.</summary>
    public override string ToString() => Section.ToString();
}
