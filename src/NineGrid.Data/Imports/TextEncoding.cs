using System.Text;

namespace NineGrid.Data.Imports;

/// <summary>Tells UTF-8 from GB18030.</summary>
/// <remarks>
/// A file is UTF-8 when every byte of it is; else GB18030 when every byte is. Nothing shorter than the whole file decides soundly:
/// the first Chinese name may stand on the last line. Chinese text in GB18030 is practically never valid UTF-8.
/// </remarks>
internal static class TextEncoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // its decoder heeds only the fallback that the encoding is made with
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "gb18030",
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>The encoding of a file, read once or twice from its start.</summary>
    /// <param name="open">Opens the file at its start.</param>
    /// <exception cref="UnreadableFileException">It is neither.</exception>
    public static Encoding Detect(Func<Stream> open)
    {
        if (FirstFault(open, Utf8) is not { } line)
        {
            return Utf8;
        }

        return FirstFault(open, Gb18030) is null
            ? Gb18030
            : throw new UnreadableFileException("the text is neither UTF-8 nor GB18030; this is the first line that is not UTF-8", line);
    }

    /// <summary>The first line that the encoding cannot have written; null when there is none.</summary>
    private static long? FirstFault(Func<Stream> open, Encoding encoding)
    {
        Decoder decoder = encoding.GetDecoder();
        byte[] bytes = new byte[1 << 16];
        char[] text = new char[encoding.GetMaxCharCount(bytes.Length)];
        long line = 1;
        byte last = 0;
        int length;
        try
        {
            using Stream stream = open();
            do
            {
                length = stream.Read(bytes);
                try
                {
                    decoder.GetChars(bytes.AsSpan(0, length), text, flush: length == 0);
                }
                catch (DecoderFallbackException fault)
                {
                    return line + LineBreaks(bytes.AsSpan(0, Math.Clamp(fault.Index, 0, length)), ref last);
                }

                line += LineBreaks(bytes.AsSpan(0, length), ref last);
            } while (length > 0);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(damaged.Message);
        }

        return null;
    }

    /// <summary>The line breaks in a part of a file: LF, CR or both together; neither byte is part of a character in these encodings.</summary>
    /// <param name="bytes">The part.</param>
    /// <param name="last">The byte before it, then its last one.</param>
    private static int LineBreaks(ReadOnlySpan<byte> bytes, ref byte last)
    {
        int breaks = bytes.Count((byte)'\n');
        for (int from = 0; bytes[from..].IndexOf((byte)'\r') is >= 0 and int next; from += next + 1)
        {
            bool alone = from + next + 1 == bytes.Length || bytes[from + next + 1] != '\n';
            breaks += alone ? 1 : 0;
        }

        if (!bytes.IsEmpty)
        {
            breaks -= last == '\r' && bytes[0] == '\n' ? 1 : 0; // counted with the part before
            last = bytes[^1];
        }

        return breaks;
    }
}
