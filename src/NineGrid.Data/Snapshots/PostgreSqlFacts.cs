using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using NineGrid.Domain.Bank;
using Npgsql;

namespace NineGrid.Data.Snapshots;

/// <summary>Reads facts from PostgreSQL by binary <c>COPY</c>, figures straight from the digits that the server sends.</summary>
/// <remarks>
/// The idea: a <c>numeric</c> is sent as digits to the base of 10,000, which a whole number of 1/10,000 yuan is made of by one multiplication a digit.
/// By way of <see cref="decimal"/> each figure would be divided, rescaled and multiplied; a profile showed that to be most of the reading.
/// Format: the documentation of <c>COPY</c>, "Binary Format", and of <c>numeric_send</c>.
/// </remarks>
internal static class PostgreSqlFacts
{
    private const int LongestRow = 64 << 10;
    private const int BufferSize = 1 << 20;
    private const int FirstFigure = 3;
    private const int DigitDecimals = 4;
    private const long DigitBase = 10_000;
    private const int NumericHeader = 8;
    private const ushort Negative = 0x4000;
    private const ushort Positive = 0;
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0];
    private static readonly long[] PowersOfTen = [.. Enumerable.Range(0, 19).Select(power => (long)Math.Pow(10, power))];

    /// <summary>The rows of a query for customer, period, products and the figures in the order of <see cref="FactColumn.All"/>, in blocks that are reused.</summary>
    /// <exception cref="InvalidDataException">The server sends something else.</exception>
    public static async IAsyncEnumerable<FactBlock> ReadAsync(
        NpgsqlConnection connection,
        string query,
        FactBlock block,
        IReadOnlyDictionary<int, int> places,
        ProductSets products,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(
            $"COPY ({query}) TO STDOUT (FORMAT BINARY)",
            cancellationToken
        );
        stream.ReadTimeout = Timeout.Infinite;
        var reading = new Reading(block, places, products);
        byte[] buffer = new byte[BufferSize];
        int length = 0;
        bool more = true;
        bool begun = false;
        while (more || length > 0)
        {
            while (more && length < buffer.Length)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                more = read > 0;
                length += read;
            }

            int at = 0;
            if (!begun)
            {
                at = Begin(buffer.AsSpan(0, length));
                begun = true;
            }

            // The last bytes wait for more, unless nothing comes any more: a row is never longer.
            while (at < length && (!more || length - at >= LongestRow))
            {
                if (block.Count == block.Capacity)
                {
                    yield return block;
                    block.Count = 0;
                }

                int next = reading.Row(buffer.AsSpan(at, length - at));
                if (next < 0)
                {
                    if (block.Count > 0)
                    {
                        yield return block;
                    }

                    yield break;
                }

                at += next;
            }

            buffer.AsSpan(at, length - at).CopyTo(buffer);
            length -= at;
        }

        throw new InvalidDataException("The server ended COPY without its trailer.");
    }

    private static int Begin(ReadOnlySpan<byte> bytes)
    {
        int extension = Signature.Length + sizeof(int);
        if (bytes.Length < extension + sizeof(int) || !bytes.StartsWith(Signature))
        {
            throw new InvalidDataException("The server's COPY does not begin like one.");
        }

        return extension + sizeof(int) + BinaryPrimitives.ReadInt32BigEndian(bytes[extension..]);
    }

    /// <summary>A <c>numeric</c> as a whole number of its last kept decimal.</summary>
    internal static long Units(ReadOnlySpan<byte> numeric, int decimals)
    {
        int digits = BinaryPrimitives.ReadInt16BigEndian(numeric);
        int weight = BinaryPrimitives.ReadInt16BigEndian(numeric[2..]);
        ushort sign = BinaryPrimitives.ReadUInt16BigEndian(numeric[4..]);
        if (sign is not (Positive or Negative))
        {
            throw new InvalidDataException("A figure in the database is not a number.");
        }

        long units = 0;
        for (int i = 0; i < digits; i++)
        {
            units = (units * DigitBase) + BinaryPrimitives.ReadInt16BigEndian(numeric[(NumericHeader + (2 * i))..]);
        }

        // Digits of zeros at the end are not sent, and the last one sent may reach further than the decimals kept; what is there is zeros.
        int shift = (DigitDecimals * (weight - digits + 1)) + decimals;
        units = shift >= 0 ? units * PowersOfTen[digits == 0 ? 0 : shift] : units / PowersOfTen[-shift];
        return sign == Negative ? -units : units;
    }

    private sealed class Reading(FactBlock block, IReadOnlyDictionary<int, int> places, ProductSets products)
    {
        private readonly char[] _text = new char[LongestRow];

        /// <summary>Adds the row at the start of some bytes to the block.</summary>
        /// <returns>Its length; −1 for the trailer.</returns>
        public int Row(ReadOnlySpan<byte> bytes)
        {
            int fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
            if (fields < 0)
            {
                return -1;
            }

            if (fields != FirstFigure + FactColumn.Count)
            {
                throw new InvalidDataException($"The server sends {fields} fields; expected {FirstFigure + FactColumn.Count}.");
            }

            int at = sizeof(short);
            int row = block.Count++;
            block.Customer[row] = places[BinaryPrimitives.ReadInt32BigEndian(Field(bytes, ref at))];
            block.PeriodIndex[row] = Period.FromNumber(BinaryPrimitives.ReadInt32BigEndian(Field(bytes, ref at))).Index;
            ReadOnlySpan<byte> list = Field(bytes, ref at);
            block.ProductSet[row] = products.NumberOf(_text.AsSpan(0, Encoding.UTF8.GetChars(list, _text)));
            foreach (FactColumn column in FactColumn.All)
            {
                ReadOnlySpan<byte> figure = Field(bytes, ref at);
                block[column.Field][row] =
                    figure.IsEmpty ? FactBlock.NotReported
                    : column.Unit == FactUnit.Count ? BinaryPrimitives.ReadInt64BigEndian(figure)
                    : Units(figure, column.Decimals);
            }

            return at;
        }

        /// <summary>The next field; empty for null.</summary>
        private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> bytes, ref int at)
        {
            int length = Math.Max(BinaryPrimitives.ReadInt32BigEndian(bytes[at..]), 0);
            at += sizeof(int) + length;
            return bytes.Slice(at - length, length);
        }
    }
}
