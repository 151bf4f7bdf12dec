using System.CommandLine;
using System.Globalization;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Commands;

/// <summary><c>snapshot PERIOD [--scheme NAME]</c></summary>
internal sealed class SnapshotVerb : Verb
{
    private readonly Argument<Period> _period = VerbWords.PeriodArgument();
    private readonly Option<string> _scheme = VerbWords.SchemeOption();

    public SnapshotVerb()
        : base("snapshot", "Computes a period and stores the result in place of an earlier one.")
    {
        Add(_period);
        Add(_scheme);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: false, cancellationToken);
        ComputedSnapshot computed = await ProgressDisplay.ShowAsync(
            services.GetRequiredService<TimeProvider>(),
            progress =>
                services
                    .GetRequiredService<ComputeSnapshot>()
                    .RunAsync(words.GetValue(_period), words.GetRequiredValue(_scheme), progress, cancellationToken)
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{computed.Period} under {computed.Scheme} version {computed.Version}: {computed.Customers:N0} customers, {computed.OnValueGrid:N0} on the value grid, {computed.OnGrowthGrid:N0} on the growth grid."
            )
        );
    }
}
