using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Domain;

public sealed class CreditCodeTests
{
    /// <summary>Codes in public registers. Each also holds the check digit of its organisation code (GB 11714, characters 9 to 17), a second witness that it is whole.</summary>
    [Theory]
    [InlineData("91100000100003962T")] // Industrial and Commercial Bank of China
    [InlineData("911100001000044477")] // China Construction Bank
    [InlineData("911000001000013428")] // Bank of China
    [InlineData("9144030071526726XG")] // Tencent
    [InlineData("91330100799655058B")] // Alibaba
    [InlineData("91110000802100433B")] // Baidu
    [InlineData("914403001922038216")] // Huawei
    [InlineData("91350100M000100Y43")] // the sample licence printed with the standard
    public void Published_codes_are_valid(string code) => Assert.True(CreditCode.IsValid(code));

    /// <summary>By hand: a 1 in front weighs 1, all else 0: 31 − 1 = 30, the last of the 31 characters, Y.</summary>
    [Fact]
    public void The_check_character_is_31_less_the_weighted_sum()
    {
        Assert.Equal('Y', CreditCode.CheckCharacter("10000000000000000"));
        Assert.Equal('0', CreditCode.CheckCharacter("00000000000000000"));
        // 31 − 1·3 = 28: counted from 0 and without I, O, S, V, Z that is W.
        Assert.Equal('W', CreditCode.CheckCharacter("01000000000000000"));
    }

    [Theory]
    [InlineData("91100000100003962t")]
    [InlineData("9110000010000396T")]
    [InlineData("91100000100003962T ")]
    [InlineData("91100000I00003962T")]
    [InlineData("")]
    public void Letters_are_capital_and_I_O_S_V_Z_do_not_occur(string code) => Assert.False(CreditCode.IsValid(code));

    /// <summary>Weights are units modulo the prime 31, so one wrong character always shows.</summary>
    [Fact]
    public void Any_single_wrong_character_is_found()
    {
        const string Right = "91350100M000100Y43";
        for (int place = 0; place < Right.Length; place++)
        {
            foreach (char other in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(letter => letter != Right[place]))
            {
                Assert.False(CreditCode.IsValid(Right.Remove(place, 1).Insert(place, other.ToString())));
            }
        }
    }
}
