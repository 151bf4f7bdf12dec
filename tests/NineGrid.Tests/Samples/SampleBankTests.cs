using NineGrid.Data;
using NineGrid.Data.Samples;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Samples;

public class SampleBankTests
{
    [Fact]
    public void The_same_arguments_give_the_same_bytes_however_many_blocks_are_in_the_making()
    {
        using var one = new WrittenBank(1_300, 14, seed: 5, blocksAhead: 1);
        using var many = new WrittenBank(1_300, 14, seed: 5, blocksAhead: 9);

        Assert.All(WrittenBank.FileNames, file => Assert.True(one.Bytes(file).AsSpan().SequenceEqual(many.Bytes(file)), file));
    }

    [Fact]
    public void The_same_bank_written_twice_gives_the_same_bytes()
    {
        using var written = new WrittenBank(300, 13);
        byte[] before = written.Bytes("facts.csv");
        DirectoryInfo again = Directory.CreateTempSubdirectory("ninegrid-sample-");

        written.Bank.WriteTo(again.FullName, progress: null, CancellationToken.None);

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(again.FullName, "facts.csv")));
        again.Delete(recursive: true);
    }

    [Fact]
    public void Another_seed_gives_other_companies_and_other_figures()
    {
        using var first = new WrittenBank(200, 12, seed: 1);
        using var second = new WrittenBank(200, 12, seed: 2);

        Assert.All(
            (string[])["managers.csv", "groups.csv", "customers.csv", "statements.csv", "facts.csv"],
            file => Assert.False(first.Bytes(file).AsSpan().SequenceEqual(second.Bytes(file)), file)
        );
    }

    [Theory]
    [InlineData(6_000, 6, 60, 90, 240)]
    [InlineData(1_000_000, 36, 600, 8_000, 40_000)]
    public void Tree_staff_and_groups_grow_with_the_bank(int customers, int tier1, int institutions, int managers, int groups)
    {
        var bank = new SampleBank(customers, 24, 7, Period.Of(2025, 12));

        Assert.Equal(tier1, bank.Network.Branches.Count(branch => branch.Level == InstitutionLevel.Tier1));
        Assert.InRange(bank.Network.Branches.Count, institutions * 0.95, institutions * 1.05);
        Assert.InRange(bank.Network.Managers, managers * 0.95, managers * 1.05);
        Assert.Equal(groups, Groups.Count(bank));
    }

    [Fact]
    public void Every_two_hundred_customers_get_each_card_in_its_share()
    {
        var deck = new Deck<char>('-', ('a', 3), ('b', 1));

        for (int round = 0; round < 20; round++)
        {
            List<char> dealt = [.. Enumerable.Range(round * 200, 200).Select(customer => deck.Deal(11, Subject.Story, customer))];

            Assert.Equal((3, 1, 200 - 3 - 1), (dealt.Count(c => c == 'a'), dealt.Count(c => c == 'b'), dealt.Count(c => c == '-')));
        }
    }

    [Fact]
    public void A_cancelled_run_leaves_no_file()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ninegrid-sample-");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var bank = new SampleBank(300, 12, 1, Period.Of(2025, 12));

        Assert.ThrowsAny<OperationCanceledException>(() => bank.WriteTo(directory.FullName, progress: null, stop.Token));

        Assert.Empty(directory.EnumerateFileSystemInfos());
        directory.Delete();
    }

    [Fact]
    public void Progress_ends_with_all_customers()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ninegrid-sample-");
        var reports = new Reports();

        new SampleBank(601, 3, 1, Period.Of(2025, 12)).WriteTo(directory.FullName, reports, CancellationToken.None);

        Assert.Equal(new JobProgress("customers", 601, 601), reports.Last);
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(-1, 12)]
    [InlineData(10_000_001, 12)]
    [InlineData(10, 0)]
    [InlineData(10, 241)]
    public void Impossible_sizes_are_refused(int customers, int months) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleBank(customers, months, 1, Period.Of(2025, 12)));

    private sealed class Reports : IProgress<JobProgress>
    {
        public JobProgress? Last { get; private set; }

        public void Report(JobProgress value) => Last = value;
    }
}
