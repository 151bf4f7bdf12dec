using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace NineGrid.Tests.Web.Access;

/// <summary>An authenticator: one-time codes of RFC 6238 with SHA-1 and steps of 30 seconds, written from the RFC.</summary>
internal static class OneTimeCode
{
    public static string At(byte[] secret, DateTimeOffset time, int digits = 6)
    {
        byte[] step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // the RFC's default, which authenticators use
        byte[] hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        int offset = hash[^1] & 0xF;
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7FFFFFFF;
        int modulus = (int)Math.Pow(10, digits);
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>Base 32 of RFC 4648: five bits a letter.</summary>
    public static byte[] Secret(string base32)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>();
        int bits = 0;
        int held = 0;
        foreach (char letter in base32.Where(letter => letter != ' '))
        {
            held = ((held << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)((held >> bits) & 0xFF));
            }
        }

        return [.. bytes];
    }
}

public sealed class OneTimeCodeTests
{
    // RFC 6238, appendix B, the rows of SHA-1.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_test_vectors_of_the_rfc_come_out(long seconds, string code)
    {
        Assert.Equal(code, OneTimeCode.At("12345678901234567890"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(seconds), digits: 8));
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("MY", "f")]
    [InlineData("MZXW6YTB", "fooba")]
    [InlineData("MZXW6YTBOI", "foobar")]
    public void A_secret_is_read_from_base_32(string base32, string text) =>
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(OneTimeCode.Secret(base32)));
}
