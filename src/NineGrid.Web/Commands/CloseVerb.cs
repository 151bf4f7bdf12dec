using System.CommandLine;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Commands;

/// <summary><c>close PERIOD</c></summary>
internal sealed class CloseVerb : Verb
{
    private readonly Argument<Period> _period = VerbWords.PeriodArgument();

    public CloseVerb()
        : base("close", "Makes a period immutable: its facts and its snapshots no longer change.") => Add(_period);

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: false, cancellationToken);
        await services.GetRequiredService<ClosePeriod>().RunAsync(words.GetValue(_period), cancellationToken);
        Console.WriteLine($"{words.GetValue(_period)} is closed.");
    }
}
