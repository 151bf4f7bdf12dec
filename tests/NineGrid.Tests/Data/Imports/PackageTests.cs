using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class PackageTests
{
    private static readonly byte[] Institutions = Encoding.UTF8.GetBytes(SmallBank.Files["institutions.csv"]);

    public static TheoryData<string> NamesOutside =>
        ["../institutions.csv", "a/../../facts.csv", "/etc/facts.csv", "C:\\facts.csv", "..\\facts.csv"];

    [Theory]
    [MemberData(nameof(NamesOutside))]
    public void A_zip_that_names_a_file_outside_of_itself_is_refused(string name)
    {
        using var package = new PackageFolder();

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() =>
            Package.Open(package.Zip(("institutions.csv", Institutions), (name, Institutions)), new PackageLimits())
        );

        Assert.Equal($"The zip names a file outside of itself, “{name}”; it is refused as a whole.", refused.Message);
    }

    [Fact]
    public void A_file_that_unpacks_to_far_more_than_it_holds_is_refused()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("facts.csv", new byte[4 << 20]));

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(zip, new PackageLimits(Ratio: 100)));

        Assert.StartsWith("facts.csv unpacks to 4194304 bytes from ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("expected at most 100 times as many", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_too_large_together_are_refused()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("facts.csv", Noise(600)), ("customers.csv", Noise(600)));

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(zip, new PackageLimits(TotalBytes: 1000)));

        Assert.Contains("1000 in all files", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_very_many_entries_is_refused()
    {
        using var package = new PackageFolder();
        string zip = package.Zip([.. Enumerable.Range(0, 4).Select(i => ($"{i}.txt", new byte[1]))]);

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(zip, new PackageLimits(Entries: 3)));

        Assert.Equal("The zip holds 4 entries; expected at most 3.", refused.Message);
    }

    [Fact]
    public async Task A_zip_that_lies_about_a_files_size_is_refused_when_it_shows()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("institutions.csv", Institutions));
        byte[] bytes = await File.ReadAllBytesAsync(zip);
        // the central directory keeps the unpacked size 24 bytes after its signature
        int directory = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10);
        await File.WriteAllBytesAsync(zip, bytes);
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(zip);

        Assert.False(report.Stored);
        Assert.Equal(
            ["institutions.csv: cannot be read: its length or checksum is not the one that the zip gives; the zip is damaged"],
            report.Errors.Messages()
        );
        Assert.Empty(await database.ContentAsync());
    }

    [Fact]
    public async Task A_damaged_zip_is_refused()
    {
        using PackageFolder package = SmallBank.Package();
        string zip = package.Zip();
        byte[] bytes = await File.ReadAllBytesAsync(zip);
        bytes.AsSpan(60, 200).Fill(0xA5);
        await File.WriteAllBytesAsync(zip, bytes);
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(zip);

        Assert.False(report.Stored);
        Assert.Contains(report.Errors, error => error.Kind == ImportIssueKind.Unreadable);
    }

    [Fact]
    public void What_is_no_zip_is_refused()
    {
        using PackageFolder package = new PackageFolder().File("package.zip", "not a zip");
        string path = Path.Combine(package.Path, "package.zip");

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(path, new PackageLimits()));

        Assert.StartsWith($"“{path}” is not a folder and cannot be read as a zip file: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused()
    {
        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open("/nowhere/at/all", new PackageLimits()));

        Assert.Equal("There is no folder or zip file “/nowhere/at/all”.", refused.Message);
    }

    [Fact]
    public void A_package_without_any_of_the_files_is_refused()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("ashare/facts.csv", Institutions));

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(zip, new PackageLimits()));

        Assert.Contains(
            "holds none of the files institutions.csv, managers.csv, products.csv, groups.csv, customers.csv, statements.csv, facts.csv; they are expected at its top level",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_comes_twice_is_refused()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("facts.csv", Institutions), ("Facts.CSV", Institutions));

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Package.Open(zip, new PackageLimits()));

        Assert.Equal("The package holds facts.csv twice; expected once.", refused.Message);
    }

    [Fact]
    public async Task Other_files_are_noted_and_ignored()
    {
        using var package = new PackageFolder();
        string zip = package.Zip(("institutions.csv", Institutions), ("readme.txt", "hello"u8.ToArray()), ("old/facts.csv", Institutions));
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(zip);

        Assert.True(report.Stored);
        Assert.Equal(["readme.txt", "old/facts.csv"], report.Notices.Select(notice => notice.File));
        Assert.All(
            report.Notices,
            notice => Assert.StartsWith("ignored; expected one of institutions.csv", notice.Reason, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task More_master_data_than_memory_should_hold_refuses_the_package()
    {
        using PackageFolder package = new PackageFolder().File("groups.csv", "code,name\nG1,a\nG2,b\nG3,c\n");
        await using TestDatabase database = await TestDatabases.CreateAsync(
            DatabaseProvider.Sqlite,
            SmallBank.Clock,
            services => services.AddSingleton(new PackageLimits(MasterRows: 2))
        );

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.False(report.Stored);
        Assert.Equal(
            ["groups.csv, line 4: cannot be read: it has more than 2 rows, which are held in memory; split the package"],
            report.Errors.Messages()
        );
        Assert.Empty(await database.ContentAsync());
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
