using NineGrid.Tests.Data.Imports.Fuzz;

namespace NineGrid.Tests.Data.Imports;

/// <summary>A sample of what <c>bench/NineGrid.Bench -- fuzz</c> does with tens of thousands.</summary>
public sealed class FuzzedImportTests
{
    private const int OfEachKind = 16;

    [Fact]
    public async Task A_spoilt_package_is_refused_or_reported_or_still_good_and_changes_nothing_else()
    {
        int kinds = Enum.GetValues<Mutation>().Length;
        await using ImportFuzz fuzz = await ImportFuzz.StartAsync(SmallBank.Files, SmallBank.Clock);
        List<string> failures = [];
        HashSet<FuzzOutcome> outcomes = [];
        for (int seed = 0; seed < OfEachKind * kinds; seed++)
        {
            try
            {
                outcomes.Add((await fuzz.RunAsync(seed)).Outcome);
            }
            catch (FuzzFailedException failure)
            {
                failures.Add(failure.ToString());
            }
        }

        Assert.Empty(failures);
        Assert.Equal(Enum.GetValues<FuzzOutcome>().Length, outcomes.Count);
    }
}
