using System.IO.Compression;
using System.Text;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports.Fuzz;

/// <summary>What is done to a package to spoil it.</summary>
internal enum Mutation
{
    TruncatedFile,
    TruncatedPackage,
    FlippedBytes,
    FlippedPackage,
    WrongEncoding,
    NulBytes,
    HugeField,
    OpenQuote,
    NestedZip,
    Bomb,
    LyingZip,
    OddEntryNames,
    MixedLineEnds,
    DuplicateHeader,
    WideLine,
    ShuffledColumns,
    RepeatedRows,
    OddValues,
    BrokenWorkbook,
    HostileWorkbook,
    ForeignFile,
    Twice,
}

/// <summary>How a package comes.</summary>
internal enum Shape
{
    Folder,
    Zip,
    SingleFile,
    Workbook,
}

/// <summary>A package that was spoilt.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">The name under which it came.</param>
/// <param name="Kind">What was done to it.</param>
/// <param name="Shape">How it comes.</param>
internal sealed record MutatedPackage(string Path, string Name, Mutation Kind, Shape Shape);

/// <summary>Spoils a good package, the same way for the same seed.</summary>
/// <param name="files">The files of the good package.</param>
internal sealed class PackageMutator(IReadOnlyDictionary<string, string> files)
{
    private const int MostSpoilt = 2 << 20;

    private static readonly Mutation[] Kinds = Enum.GetValues<Mutation>();

    private static readonly string[] Values =
    [
        "",
        " ",
        "-0",
        "+1",
        "1e309",
        "NaN",
        "Infinity",
        "-",
        "--1",
        ".5",
        "5.",
        "1,5",
        "１２３",
        "99999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000000000001",
        "9223372036854775807",
        "-9223372036854775808",
        "922337203685477.5807",
        "9999-12",
        "0000-00",
        "2024-13",
        "2024-00",
        "0001-01",
        "2024-02-30",
        "9999-12-31",
        "99999",
        "true",
        "TRUE",
        "HEAD",
        "SUB",
        "LOAN|LOAN|",
        "|",
        "=cmd|' /C calc'!A0",
        "\u202Eabc",
        "\uFEFFx",
        "😀",
        "C1",
        "00",
        "G1",
        "\0",
        "\u0085",
        "'; DROP TABLE facts; --",
    ];

    /// <summary>Every kind once, each in a shape that goes with it, then again.</summary>
    public static Mutation KindOf(int seed) => Kinds[seed % Kinds.Length];

    /// <summary>Writes a spoilt package into a folder.</summary>
    public MutatedPackage Write(int seed, string folder)
    {
        var dice = new Random(seed);
        Mutation kind = KindOf(seed);
        Shape shape = kind switch
        {
            Mutation.TruncatedPackage or Mutation.FlippedPackage => Of(dice, Shape.Zip, Shape.Workbook),
            Mutation.LyingZip or Mutation.OddEntryNames => Shape.Zip,
            Mutation.NestedZip or Mutation.Bomb => Of(dice, Shape.Zip, Shape.Workbook, Shape.Zip, Shape.SingleFile),
            Mutation.BrokenWorkbook or Mutation.HostileWorkbook => Shape.Workbook,
            _ => (Shape)dice.Next(4),
        };
        Dictionary<string, byte[]> good = files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value));
        Dictionary<string, byte[]> parts =
            shape == Shape.Workbook ? Workbook(dice, kind)
            : shape == Shape.SingleFile ? new(StringComparer.Ordinal) { [Of(dice, [.. good.Keys])] = [] }
            : good;
        foreach (string name in parts.Keys.ToList())
        {
            parts[name] = good.GetValueOrDefault(name) ?? parts[name];
        }

        string spoilt = Target(dice, shape, parts);
        Spoil(dice, kind, spoilt, parts);
        if (kind == Mutation.Twice)
        {
            Spoil(dice, (Mutation)dice.Next((int)Mutation.BrokenWorkbook), Target(dice, shape, parts), parts);
            Spoil(dice, (Mutation)dice.Next((int)Mutation.BrokenWorkbook), Target(dice, shape, parts), parts);
        }

        return Write(dice, kind, shape, parts, folder);
    }

    private static T Of<T>(Random dice, params T[] values) => values[dice.Next(values.Length)];

    private static string Target(Random dice, Shape shape, Dictionary<string, byte[]> parts) =>
        Of(
            dice,
            [
                .. parts
                    .Keys.Where(name => shape != Shape.Workbook || name.Contains("sheet", StringComparison.Ordinal) || dice.Next(4) == 0)
                    .DefaultIfEmpty(parts.Keys.First()),
            ]
        );

    private static void Spoil(Random dice, Mutation kind, string name, Dictionary<string, byte[]> parts)
    {
        // so that memory shows what the import takes, not what spoiling a bomb a second time takes
        byte[] bytes = parts[name].Length <= MostSpoilt ? parts[name] : parts[name][..MostSpoilt];
        parts[name] = kind switch
        {
            Mutation.TruncatedFile => bytes[..dice.Next(bytes.Length + 1)],
            Mutation.FlippedBytes => Flipped(dice, bytes),
            Mutation.WrongEncoding => Reencoded(dice, bytes),
            Mutation.NulBytes => Spliced(dice, bytes, new byte[dice.Next(1, 9)]),
            Mutation.HugeField => Spliced(dice, bytes, Repeated(Of(dice, "x", "甲", "1", "\"\"", " ", "|LOAN"), dice.Next(1, 3_000_000))),
            Mutation.OpenQuote => Spliced(dice, bytes, "\""u8.ToArray()),
            Mutation.NestedZip => WorkbookFile.Pack(parts),
            Mutation.Bomb => Bomb(dice),
            Mutation.MixedLineEnds => MixedLineEnds(dice, bytes),
            Mutation.DuplicateHeader => Lines(
                bytes,
                lines => [.. lines.Take(1), .. dice.Next(2) == 0 ? lines : lines.Skip(1).Prepend(lines[0] + "," + lines[0])]
            ),
            Mutation.WideLine => WideLine(dice, bytes),
            Mutation.ShuffledColumns => Lines(bytes, lines => [.. lines.Select(line => Shuffled(new Random(dice.Next(2)), line))]),
            Mutation.RepeatedRows => Lines(
                bytes,
                lines => [.. lines, .. Enumerable.Repeat(lines, dice.Next(1, 60)).SelectMany(all => all.Skip(1))]
            ),
            Mutation.OddValues or Mutation.Twice => OddValues(dice, bytes),
            Mutation.ForeignFile => Foreign(dice),
            _ => bytes,
        };
    }

    private static byte[] Flipped(Random dice, byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        for (int i = dice.Next(1, 20); i > 0 && flipped.Length > 0; i--)
        {
            flipped[dice.Next(flipped.Length)] = (byte)dice.Next(256);
        }

        return flipped;
    }

    private static byte[] Spliced(Random dice, byte[] bytes, byte[] more)
    {
        int at = dice.Next(bytes.Length + 1);
        return [.. bytes[..at], .. more, .. bytes[at..]];
    }

    private static byte[] Repeated(string text, int bytes)
    {
        byte[] unit = Encoding.UTF8.GetBytes(text);
        byte[] repeated = new byte[Math.Max(bytes / unit.Length, 1) * unit.Length];
        for (int i = 0; i < repeated.Length; i++)
        {
            repeated[i] = unit[i % unit.Length];
        }

        return repeated;
    }

    private static byte[] Reencoded(Random dice, byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return dice.Next(7) switch
        {
            0 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(text)],
            3 => Encoding.Latin1.GetBytes(text),
            4 => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text),
            5 => [.. Encoding.UTF8.GetPreamble(), .. CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text)],
            _ => Spliced(dice, bytes, [0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF8]),
        };
    }

    private static byte[] Bomb(Random dice)
    {
        string line = Of(dice, "\n", "C1,2024-01,1\n", "x", "<row/>", "\"", ",", "\0");
        return Repeated(line, dice.Next(1 << 20, 40 << 20));
    }

    private static byte[] MixedLineEnds(Random dice, byte[] bytes)
    {
        using var mixed = new MemoryStream();
        foreach (byte b in bytes)
        {
            mixed.Write(b == '\n' ? Encoding.UTF8.GetBytes(Of(dice, "\n", "\r\n", "\r", "\n\r", "\r\r\n", "\u2028", "\v", "\n\n")) : [b]);
        }

        return mixed.ToArray();
    }

    private static byte[] WideLine(Random dice, byte[] bytes)
    {
        string more = new(',', dice.Next(2) == 0 ? 1_000_000 : dice.Next(1, 2_000_000));
        return Lines(
            bytes,
            lines =>
            {
                int wide = dice.Next(Math.Min(lines.Count, 3));
                return
                [
                    .. lines.Select(
                        (line, i) =>
                            i == wide ? line + (dice.Next(3) == 0 ? more.Replace(",", ",a", StringComparison.Ordinal) : more) : line
                    ),
                ];
            }
        );
    }

    private static string Shuffled(Random dice, string line)
    {
        string[] fields = line.Split(',');
        dice.Shuffle(fields);
        return string.Join(',', fields.Skip(dice.Next(2)));
    }

    private static byte[] OddValues(Random dice, byte[] bytes) =>
        Lines(
            bytes,
            lines =>
                [.. lines.Select(line => string.Join(',', line.Split(',').Select(field => dice.Next(20) == 0 ? Of(dice, Values) : field)))]
        );

    private static byte[] Lines(byte[] bytes, Func<IReadOnlyList<string>, IEnumerable<string>> change) =>
        Encoding.UTF8.GetBytes(string.Join('\n', change(Encoding.UTF8.GetString(bytes).Split('\n'))));

    private static byte[] Foreign(Random dice)
    {
        byte[] noise = new byte[dice.Next(100_000)];
        dice.NextBytes(noise);
        return Of(
            dice,
            noise,
            [],
            [0xD0, 0xCF, 0x11, 0xE0, .. noise],
            [0x50, 0x4B, 0x03, 0x04, .. noise],
            "%PDF-1.7"u8.ToArray(),
            "<html><table><tr><td>code</td></tr></table></html>"u8.ToArray(),
            "{\"code\": 1}"u8.ToArray(),
            [0x1F, 0x8B, 0x08, .. noise]
        );
    }

    private Dictionary<string, byte[]> Workbook(Random dice, Mutation kind)
    {
        var workbook = new WorkbookFile();
        foreach ((string name, string text) in files)
        {
            object?[][] rows =
            [
                .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.TrimEnd('\r').Split(',').Select(field => Typed(dice, kind, field)).ToArray()),
            ];
            workbook.Sheet(name[..^".csv".Length], rows);
        }

        if (kind is Mutation.BrokenWorkbook or Mutation.HostileWorkbook)
        {
            Dictionary<string, byte[]> parts = workbook.Parts();
            string spoilt = Of(dice, [.. parts.Keys]);
            parts[spoilt] = kind == Mutation.BrokenWorkbook ? Broken(dice, parts[spoilt]) : HostileXml(dice, spoilt);
            if (dice.Next(8) == 0)
            {
                parts.Remove(Of(dice, [.. parts.Keys]));
            }

            return parts;
        }

        return workbook.Parts();
    }

    private static object? Typed(Random dice, Mutation kind, string field)
    {
        if (kind == Mutation.OddValues && dice.Next(15) == 0)
        {
            return Of<object?>(
                dice,
                Of(dice, Values),
                double.MaxValue,
                double.Epsilon,
                -1e28,
                1e-320,
                new DateTime(9999, 12, 31, 23, 59, 59),
                new TimeSpan(9999, 1, 1),
                new RawCell("t=\"e\"", "<v>#N/A</v>"),
                new RawCell("t=\"e\"", "<v></v>"),
                new RawCell("t=\"s\"", "<v>999999</v>"),
                new RawCell("t=\"s\"", "<v>-1</v>"),
                new RawCell("t=\"s\"", "<v>x</v>"),
                new RawCell("t=\"b\"", "<v>7</v>"),
                new RawCell("t=\"d\"", "<v>2024-99-99</v>"),
                new RawCell("t=\"n\"", "<v>1e999</v>"),
                new RawCell("s=\"1\"", "<v>1e300</v>"),
                new RawCell("s=\"1\"", "<v>-1</v>"),
                new RawCell("s=\"99\"", "<v>1</v>"),
                new RawCell("s=\"-1\"", "<v>1</v>"),
                new RawCell("t=\"inlineStr\"", "<is><r><t>a</t></r><r><t>_xD800__x0000_</t></r></is>")
            );
        }

        return field.Length == 0 ? null
            : dice.Next(2) == 0
            && double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out double number)
            && field[0] != '0'
                ? number
            : field;
    }

    private static byte[] Broken(Random dice, byte[] part)
    {
        string xml = Encoding.UTF8.GetString(part);
        string[] words =
        [
            "rId1",
            "r=\"",
            "<c",
            "<row",
            "</",
            "t=\"s\"",
            "<v>",
            "worksheets/",
            "styles.xml",
            "xmlns",
            "name=",
            "\"A1\"",
            "<si>",
            "numFmtId=\"14\"",
        ];
        string word = Of(dice, words);
        string other = Of(
            dice,
            "",
            "\"",
            "<",
            "rId99",
            "r=\"0",
            "r=\"-",
            "r=\"ZZZZZZZZZ",
            "<x:c",
            "t=\"q\"",
            "../../../etc/",
            "\"XFE1\"",
            "\"1A\"",
            "\"\"",
            "&#0;",
            "&x;",
            "numFmtId=\"999999\"",
            "numFmtId=\"x\""
        );
        return Encoding.UTF8.GetBytes(
            dice.Next(3) switch
            {
                0 => xml.Replace(word, other, StringComparison.Ordinal),
                1 => xml.IndexOf(word, StringComparison.Ordinal) is >= 0 and int at ? xml[..at] + other + xml[(at + word.Length)..] : xml,
                _ => xml.Insert(dice.Next(xml.Length), other),
            }
        );
    }

    private static byte[] HostileXml(Random dice, string part)
    {
        string root =
            part.Contains("worksheets", StringComparison.Ordinal) ? "worksheet"
            : part.Contains("shared", StringComparison.Ordinal) ? "sst"
            : part.Contains("styles", StringComparison.Ordinal) ? "styleSheet"
            : part.EndsWith("workbook.xml", StringComparison.Ordinal) ? "workbook"
            : "Relationships";
        string open = $"<{root} xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
        const string Row = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>code</t></is></c></row>";
        int many = dice.Next(10_000, 400_000);
        return Encoding.UTF8.GetBytes(
            dice.Next(13) switch
            {
                0 => $"<!DOCTYPE {root} [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{open}&b;</{root}>",
                1 => open + string.Concat(Enumerable.Repeat("<a>", many)),
                2 => open + string.Concat(Enumerable.Repeat("<row r=\"1\"><c><v>1</v></c></row>", many / 10)),
                3 => open + Row + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>",
                4 => open + Row + "<row r=\"2147483647\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
                5 => open + "<sheetData><row><c r=\"ZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
                6 => open + "<si><t>" + new string('x', many * 5) + "</t></si></sst>",
                7 => open + string.Concat(Enumerable.Repeat("<si><t>ab</t></si>", many)) + "</sst>",
                8 => open
                    + "<sheetData><row>"
                    + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", many))
                    + "</row></sheetData></worksheet>",
                9 => open + string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:B2\"/>", many / 10)) + $"</{root}>",
                10 => $"<?xml version=\"1.0\" encoding=\"utf-7\"?>{open}</{root}>",
                11 => open + string.Concat(Enumerable.Repeat("<xf numFmtId=\"14\"/>", many)) + $"</{root}>",
                _ => open
                    + Row
                    + string.Concat(
                        Enumerable.Range(2, many / 20).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"e\"><v>#N/A</v></c></row>")
                    )
                    + "</sheetData></worksheet>",
            }
        );
    }

    private static MutatedPackage Write(Random dice, Mutation kind, Shape shape, Dictionary<string, byte[]> parts, string folder)
    {
        if (shape == Shape.Folder)
        {
            string files = Path.Combine(folder, "files");
            Directory.CreateDirectory(files);
            foreach ((string name, byte[] bytes) in parts)
            {
                File.WriteAllBytes(Path.Combine(files, name), bytes);
            }

            return new(files, "files", kind, shape);
        }

        byte[] packed =
            shape == Shape.SingleFile ? parts.Values.Single()
            : kind == Mutation.OddEntryNames ? OddNames(dice, parts)
            : WorkbookFile.Pack(parts);
        packed = kind switch
        {
            Mutation.TruncatedPackage => packed[..dice.Next(packed.Length)],
            Mutation.FlippedPackage => Flipped(dice, packed),
            Mutation.LyingZip => Lying(dice, packed),
            _ => packed,
        };
        string path = Path.Combine(folder, Of(dice, "upload", "package.zip", "bank.xlsx", "x.tmp"));
        File.WriteAllBytes(path, packed);
        return new(path, shape == Shape.SingleFile ? parts.Keys.Single() : Path.GetFileName(path), kind, shape);
    }

    private static byte[] OddNames(Random dice, Dictionary<string, byte[]> parts)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in parts)
            {
                string odd =
                    dice.Next(3) != 0
                        ? name
                        : Of(
                            dice,
                            "../" + name,
                            "/" + name,
                            "C:\\" + name,
                            "a/" + name,
                            name.ToUpperInvariant(),
                            name + "/",
                            name + "\0",
                            "facts.csv",
                            "xl/workbook.xml",
                            "[Content_Types].xml",
                            " ",
                            new string('n', 60_000),
                            "文件.csv",
                            "\uD800"
                        );
                using Stream entry = archive.CreateEntry(odd).Open();
                entry.Write(odd.EndsWith('/') ? [] : bytes);
            }

            for (int i = dice.Next(20) == 0 ? 2000 : 0; i > 0; i--)
            {
                archive.CreateEntry($"{i}");
            }
        }

        return packed.ToArray();
    }

    /// <summary>Changes what the directory of a zip says: sizes, checksums, methods, flags, counts.</summary>
    private static byte[] Lying(Random dice, byte[] packed)
    {
        byte[] lying = [.. packed];
        int entry = lying.AsSpan().IndexOf("PK\x01\x02"u8);
        for (int i = dice.Next(7); i > 0 && lying.AsSpan(entry + 4).IndexOf("PK\x01\x02"u8) is >= 0 and int next; i--)
        {
            entry += 4 + next;
        }

        // flags 8, method 10, checksum 16, packed size 20, size 24, name length 28, extra length 30, offset 42
        int field = Of(dice, 8, 10, 16, 20, 24, 28, 30, 42);
        BitConverter.TryWriteBytes(lying.AsSpan(entry + field), (short)dice.Next(-1, 500));
        if (field is 16 or 20 or 24 or 42 && dice.Next(2) == 0)
        {
            BitConverter.TryWriteBytes(lying.AsSpan(entry + field), Of(dice, int.MaxValue, -1, 0, 0x7FFFFFF0));
        }

        return lying;
    }
}
