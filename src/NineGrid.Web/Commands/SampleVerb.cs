using System.CommandLine;
using System.Globalization;
using NineGrid.Data.Samples;
using NineGrid.Domain.Bank;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary><c>sample --customers N --months M --seed S [--end PERIOD] --out DIR</c></summary>
internal sealed class SampleVerb : Verb
{
    private readonly Option<int> _customers = new("--customers")
    {
        Description = "How many customers.",
        HelpName = "N",
        Required = true,
    };
    private readonly Option<int> _months = new("--months")
    {
        Description = "How many months of facts.",
        HelpName = "M",
        Required = true,
    };
    private readonly Option<long> _seed = new("--seed")
    {
        Description = "The same seed makes the same bank.",
        HelpName = "S",
        Required = true,
    };
    private readonly Option<Period> _end = VerbWords.PeriodOption("--end");
    private readonly Option<string> _output = new("--out")
    {
        Description = "The folder to write to.",
        HelpName = "DIR",
        Required = true,
    };

    public SampleVerb()
        : base("sample", "Writes a made-up bank as an import package.")
    {
        _end.DefaultValueFactory = _ => Period.Of(2025, 12);
        Add(_customers);
        Add(_months);
        Add(_seed);
        Add(_end);
        Add(_output);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        SampleBank bank = Bank(words);
        string folder = words.GetRequiredValue(_output);
        await ProgressDisplay.ShowAsync(
            services.GetRequiredService<TimeProvider>(),
            async progress =>
            {
                await Task.Run(() => bank.WriteTo(folder, progress, cancellationToken), cancellationToken);
                return bank;
            }
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{bank.Customers:N0} customers, {bank.First} to {bank.End}, written to {folder}.")
        );
    }

    private SampleBank Bank(ParseResult words)
    {
        try
        {
            return new(words.GetValue(_customers), words.GetValue(_months), words.GetValue(_seed), words.GetValue(_end));
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new SettingException(wrong.Message);
        }
    }
}
