using System.CommandLine;
using NineGrid.Data;
using NineGrid.Data.Schema;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Commands;

/// <summary><c>migrate</c></summary>
internal sealed class MigrateVerb() : Verb("migrate", "Creates the schema of the database or brings it up to date.")
{
    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> steps = await services.GetRequiredService<DatabaseSchema>().UpgradeAsync(cancellationToken);
        foreach (string step in steps)
        {
            Console.WriteLine($"applied {step}");
        }

        await JobStore.CreateAsync(services.GetRequiredService<DatabaseOptions>(), cancellationToken);
        Console.WriteLine(steps.Count == 0 ? "The schema is up to date already." : "The schema is up to date.");
    }
}
