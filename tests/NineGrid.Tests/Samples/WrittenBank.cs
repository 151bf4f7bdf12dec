using System.Text;
using NineGrid.Data.Samples;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Samples;

/// <summary>A made-up bank on disk, read back by splitting lines at commas: the package never quotes.</summary>
internal sealed class WrittenBank : IDisposable
{
    public static readonly string[] FileNames =
    [
        "institutions.csv",
        "managers.csv",
        "groups.csv",
        "products.csv",
        "customers.csv",
        "statements.csv",
        "facts.csv",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ninegrid-sample-");

    public WrittenBank(int customers, int months, long seed = 1, string end = "2025-12", int blocksAhead = 4)
    {
        Bank = new SampleBank(customers, months, seed, Period.Parse(end)) { BlocksAhead = blocksAhead };
        Bank.WriteTo(Path, progress: null, CancellationToken.None);
    }

    public SampleBank Bank { get; }

    public string Path => _directory.FullName;

    public byte[] Bytes(string file) => File.ReadAllBytes(System.IO.Path.Combine(Path, file));

    public string[] Lines(string file) => Encoding.UTF8.GetString(Bytes(file)).TrimEnd('\n').Split('\n');

    public List<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = Lines(file);
        string[] columns = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Select(line =>
                {
                    string[] fields = line.Split(',');
                    Assert.Equal(columns.Length, fields.Length);
                    return columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
                }),
        ];
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
