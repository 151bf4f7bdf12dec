using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Domain;

public sealed class KeyOrderTests
{
    /// <summary>From each length of UTF-8, both sides of the surrogates, and characters that culture would sort otherwise.</summary>
    private static readonly Gen<string> Keys = Gen.Elements(
            " ",
            "-",
            "0",
            "9",
            "A",
            "a",
            "é",
            "ß",
            "一",
            "黑",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "😀",
            "𠀀"
        )
        .ListOf()
        .Select(parts => string.Concat(parts.Take(4)));

    [Fact]
    public void Keys_stand_in_the_order_of_their_bytes() =>
        Checked.ForAll(
            Keys.Two(),
            pair =>
                Math.Sign(KeyOrder.Instance.Compare(pair.Item1, pair.Item2))
                == Math.Sign(Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2)))
        );

    [Fact]
    public void Rare_characters_come_after_the_private_use_area_as_their_bytes_do()
    {
        Assert.True(KeyOrder.Instance.Compare("\uE000", "😀") < 0);
        Assert.True(string.CompareOrdinal("\uE000", "😀") > 0);
    }

    [Fact]
    public void Capitals_come_first_and_a_key_after_what_it_begins_with()
    {
        List<string> keys = ["ä", "a", "Ba", "B", ""];
        keys.Sort(KeyOrder.Instance);

        Assert.Equal(["", "B", "Ba", "a", "ä"], keys);
    }

    [Fact]
    public void Null_comes_before_every_key()
    {
        Assert.True(KeyOrder.Instance.Compare(null, "") < 0);
        Assert.True(KeyOrder.Instance.Compare("", null) > 0);
        Assert.Equal(0, KeyOrder.Instance.Compare(null, null));
    }
}
