using System.CommandLine;
using System.Globalization;
using NineGrid.Data.Samples;
using NineGrid.Domain.Bank;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary><c>sample --customers N --months M --seed S [--end PERIOD] --out DIR</c></summary>
internal sealed class SampleVerb : Verb
{
    private readonly Option<int> customers = new("--customers")
    {
        Description = "How many customers.",
        HelpName = "N",
        Required = true,
    };
    private readonly Option<int> months = new("--months")
    {
        Description = "How many months of facts.",
        HelpName = "M",
        Required = true,
    };
    private readonly Option<long> seed = new("--seed")
    {
        Description = "The same seed makes the same bank.",
        HelpName = "S",
        Required = true,
    };
    private readonly Option<Period> end = Words.PeriodOption("--end");
    private readonly Option<string> output = new("--out")
    {
        Description = "The folder to write to.",
        HelpName = "DIR",
        Required = true,
    };

    public SampleVerb()
        : base("sample", "Writes a made-up bank as an import package.")
    {
        end.DefaultValueFactory = _ => Period.Of(2025, 12);
        Add(customers);
        Add(months);
        Add(seed);
        Add(end);
        Add(output);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        SampleBank bank = Bank(words);
        string folder = words.GetRequiredValue(output);
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
            return new(words.GetValue(customers), words.GetValue(months), words.GetValue(seed), words.GetValue(end));
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new SettingException(wrong.Message);
        }
    }
}
