namespace NineGrid.Domain.Bank;

/// <summary>行标规模, the official size class of an enterprise; codes <c>L</c>, <c>M</c>, <c>S</c>, <c>XS</c> in files.</summary>
public enum SizeClass : byte
{
    /// <summary>大型, code <c>L</c>.</summary>
    Large = 1,

    /// <summary>中型, code <c>M</c>.</summary>
    Medium = 2,

    /// <summary>小型, code <c>S</c>.</summary>
    Small = 3,

    /// <summary>微型, code <c>XS</c>.</summary>
    Micro = 4,
}

/// <summary>The codes of size classes in files and exports.</summary>
public static class SizeClassCode
{
    /// <summary><c>L</c>, <c>M</c>, <c>S</c> or <c>XS</c>.</summary>
    public static string Of(SizeClass size) =>
        size switch
        {
            SizeClass.Large => "L",
            SizeClass.Medium => "M",
            SizeClass.Small => "S",
            SizeClass.Micro => "XS",
            _ => throw new ArgumentOutOfRangeException(nameof(size), size, "not a size class"),
        };

    /// <summary>Reads a code; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out SizeClass size)
    {
        size = code switch
        {
            "L" => SizeClass.Large,
            "M" => SizeClass.Medium,
            "S" => SizeClass.Small,
            "XS" => SizeClass.Micro,
            _ => default,
        };
        return size != default;
    }
}
