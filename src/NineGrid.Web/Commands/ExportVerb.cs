using System.CommandLine;
using System.CommandLine.Parsing;
using NineGrid.Data.Exports;
using NineGrid.Data.Schema;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Commands;

/// <summary><c>export KIND --period PERIOD [--from PERIOD] [--scheme NAME] --out FILE</c></summary>
internal sealed class ExportVerb : Verb
{
    private const string StandardOutput = "-";

    private readonly Argument<string> _kind = new("KIND") { Description = "What to export." };
    private readonly Option<Period> _period = VerbWords.PeriodOption("--period");
    private readonly Option<Period> _from = VerbWords.PeriodOption("--from");
    private readonly Option<string> _scheme = VerbWords.SchemeOption();
    private readonly Option<string> _output = new("--out")
    {
        Description = "The file to write, replaced when it exists; - for standard output.",
        HelpName = "FILE",
        Required = true,
    };

    public ExportVerb()
        : base("export", "Writes results of a stored snapshot as CSV.")
    {
        _kind.AcceptOnlyFromAmong([.. Enum.GetNames<ExportKind>().Select(name => name.ToLowerInvariant())]);
        _period.Required = true;
        Add(_kind);
        _from.Description = "The earlier month that migration starts from.";
        Add(_period);
        Add(_from);
        Add(_scheme);
        Add(_output);
        Validators.Add(CheckFrom);
    }

    private static bool IsMigration(string? kind) => string.Equals(kind, nameof(ExportKind.Migration), StringComparison.OrdinalIgnoreCase);

    private void CheckFrom(CommandResult words)
    {
        if (words.GetResult(_kind) is not { Tokens: [{ Value: string kind }] })
        {
            return;
        }

        bool hasFrom = words.GetResult(_from) is { Implicit: false };
        if (IsMigration(kind) && !hasFrom)
        {
            words.AddError("migration leads from one period to another: --from names the earlier one.");
        }
        else if (!IsMigration(kind) && hasFrom)
        {
            words.AddError($"--from is for migration alone; {kind} is of one period.");
        }
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: false, cancellationToken);
        string file = words.GetRequiredValue(_output);
        if (file is StandardOutput)
        {
            await using Stream standard = Console.OpenStandardOutput();
            await WriteAsync(standard);
            return;
        }

        // An export that fails half way leaves the file of the last one alone.
        string unfinished = file + ".part";
        try
        {
            await using (FileStream stream = File.Create(unfinished))
            {
                await WriteAsync(stream);
            }

            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        Task WriteAsync(Stream stream) =>
            services
                .GetRequiredService<ExportSnapshot>()
                .RunAsync(
                    Enum.Parse<ExportKind>(words.GetRequiredValue(_kind), ignoreCase: true),
                    words.GetRequiredValue(_period),
                    words.GetRequiredValue(_scheme),
                    stream,
                    IsMigration(words.GetRequiredValue(_kind)) ? words.GetRequiredValue(_from) : null,
                    cancellationToken
                );
    }
}
