using System.Diagnostics;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Bench;

/// <summary>bench/peers/compare.mjs, on whose word the results of the peers are called equal to ours.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Cuts = """
        grid,axis,peer_group,n,lo,hi
        growth,x,bank,40,0,0.0952380952
        value,x,SizeClass=L,25,159969.9,455218.9340000001

        """;

    private const string Portraits = """
        institution,grid,cell,indicator,n,pooled,p25,median,p75
        100000,group,HH,cost_income,75,0.2142271921,0.2262855946,0.2865299015,0.3575714771
        100000,group,HH,cross_sell,76,0.3247607656,0.2272727273,0.3181818182,

        """;

    private readonly PackageFolder _ours = new PackageFolder().File("cuts.csv", Cuts).File("portraits.csv", Portraits);
    private readonly PackageFolder _theirs = new PackageFolder().File("cuts.csv", Cuts).File("portraits.csv", Portraits);

    [Fact]
    public async Task Equal_folders_are_accepted()
    {
        (int code, string told) = await CompareAsync();

        Assert.Equal(0, code);
        // Two rows with n, lo, hi; one row with n, pooled and three quartiles, one that lacks the last.
        Assert.Contains("cuts: 2 rows, 6 numbers", told, StringComparison.Ordinal);
        Assert.Contains("portraits: 2 rows, 9 numbers", told, StringComparison.Ordinal);
        Assert.Contains("equal: 2 files", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0952380952", "9.52380952e-02")] // the same number
    [InlineData("0.2865299015", "0.28652990149")] // 1e-11 below
    [InlineData("455218.9340000001", "455218.934")]
    public async Task Numbers_may_be_written_otherwise_and_differ_in_their_last_digits(string ours, string theirs)
    {
        Spoil(ours, theirs);

        (int code, string told) = await CompareAsync();

        Assert.True(code == 0, told);
    }

    [Theory]
    [InlineData("0.2865299015", "0.2865299035", "portraits 100000 group HH cost_income median: 0.2865299015 against 0.2865299035")] // 2e-9 above
    [InlineData("455218.9340000001", "455218.935", "cuts value x SizeClass=L hi: 455218.9340000001 against 455218.935")] // 1e-3 of 5e5 is 2e-9
    [InlineData(",75,", ",74,", "portraits 100000 group HH cost_income n: 75 against 74")]
    [InlineData(",0.3575714771", ",", "portraits 100000 group HH cost_income p75: 0.3575714771 against nothing")]
    [InlineData("0.3181818182,", "0.3181818182,0", "portraits 100000 group HH cross_sell p75: nothing against 0")]
    [InlineData("bank", "SizeClass=M", "cuts growth x SizeClass=M: not in")]
    [InlineData(",lo,hi", ",hi,lo", "cuts: columns")]
    [InlineData("value,x,SizeClass=L,25,159969.9,455218.9340000001\n", "", "cuts value x SizeClass=L: not in")]
    public async Task One_difference_is_found_and_told(string ours, string theirs, string expected)
    {
        Spoil(ours, theirs);

        (int code, string told) = await CompareAsync();

        Assert.Equal(1, code);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_one_side_lacks_is_a_difference()
    {
        _theirs.Without("portraits.csv");

        (int code, string told) = await CompareAsync();

        Assert.Equal(1, code);
        Assert.Contains("portraits: only in", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_folders_are_not_equal()
    {
        foreach (PackageFolder folder in (PackageFolder[])[_ours, _theirs])
        {
            folder.Without("cuts.csv").Without("portraits.csv");
        }

        (int code, string told) = await CompareAsync();

        Assert.Equal(1, code);
        Assert.Contains("nothing to compare", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_twenty_differences_are_told()
    {
        string Rows(string n) =>
            "grid,axis,peer_group,n,lo,hi\n"
            + string.Concat(Enumerable.Range(10, 30).Select(group => $"value,x,Tier1={group},{n},0.1,0.2\n"));
        _ours.File("cuts.csv", Rows("31"));
        _theirs.File("cuts.csv", Rows("32"));

        (int code, string told) = await CompareAsync();

        Assert.Equal(1, code);
        Assert.Equal(20, told.Split('\n').Count(line => line.Contains("31 against 32", StringComparison.Ordinal)));
        Assert.Contains("30 differences", told, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    /// <summary>Replaces what stands once in one of their files.</summary>
    private void Spoil(string ours, string theirs)
    {
        (string name, string text) = Cuts.Contains(ours, StringComparison.Ordinal) ? ("cuts.csv", Cuts) : ("portraits.csv", Portraits);
        Assert.Equal(2, text.Split(ours).Length);
        _theirs.File(name, text.Replace(ours, theirs, StringComparison.Ordinal));
    }

    private async Task<(int Code, string Told)> CompareAsync()
    {
        var start = new ProcessStartInfo("node", [Repository.File("bench/peers/compare.mjs"), _ours.Path, _theirs.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, told + await errors);
    }
}
