using System.CommandLine;
using System.CommandLine.Parsing;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Commands;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class VerbWords
{
    public static Argument<Period> PeriodArgument() =>
        new("PERIOD") { Description = "The month, such as 2025-12.", CustomParser = ReadPeriod };

    public static Option<Period> PeriodOption(string name) =>
        new(name)
        {
            Description = "The month, such as 2025-12.",
            HelpName = "PERIOD",
            CustomParser = ReadPeriod,
        };

    public static Option<string> SchemeOption() =>
        new("--scheme")
        {
            Description = "Name of the scheme; its newest version is used.",
            HelpName = "NAME",
            DefaultValueFactory = _ => StoredSchemes.DefaultName,
        };

    private static Period ReadPeriod(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!Period.TryParse(text, out Period period))
        {
            result.AddError($"“{text}” is not a period; expected YYYY-MM, such as 2025-12.");
        }

        return period;
    }
}
