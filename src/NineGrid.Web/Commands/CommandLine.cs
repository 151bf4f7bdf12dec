using System.CommandLine;
using NineGrid.Data;
using NineGrid.Data.Schema;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary>Reads the command line and answers with an exit code: 0 done, 1 refused or failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, Func<string[], CancellationToken, Task> serve, params Verb[] verbs)
    {
        var root = new RootCommand(
            "NineGrid, the customer value system. Without a verb it serves the site.\n"
                + "Every verb takes settings as well, such as --Database:Provider=PostgreSql --ConnectionStrings:NineGrid=…"
        );
        string[] settings = [];
        root.SetAction((_, cancellationToken) => serve(settings, cancellationToken));
        foreach (Verb verb in verbs)
        {
            verb.SetAction((parsed, cancellationToken) => verb.RunAsync(settings, parsed, cancellationToken));
            root.Add(verb);
        }

        Command asked = root;
        try
        {
            (settings, string[] words) = Arguments.Read(args);
            ParseResult parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            asked = parsed.CommandResult.Command;
            if (parsed.Errors.Count > 0)
            {
                return Explain(asked, parsed.Errors.Select(error => error.Message));
            }

            // The site's host answers Ctrl-C itself; a verb gets time to roll back.
            TimeSpan? patience = asked is Verb ? TimeSpan.FromMinutes(1) : null;
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience },
                CancellationToken.None
            );
        }
        catch (SettingException wrong)
        {
            return Explain(asked, [wrong.Message]);
        }
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync(Reason(failure));
            return Failed;
        }
    }

    private static int Explain(Command command, IEnumerable<string> errors)
    {
        foreach (string error in errors)
        {
            Console.Error.WriteLine(error);
        }

        Console.Error.WriteLine();
        command.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = Console.Error });
        return WrongUsage;
    }

    private static string Reason(Exception failure) =>
        failure switch
        {
            _ when DiskSpace.IsUsedUp(failure) =>
                $"A disk is full, that of the database or of this machine ({failure.GetBaseException().Message}). Nothing was stored; make room and start this again.",
            JobRefusedException or IOException or UnauthorizedAccessException => failure.Message,
            OperationCanceledException => "Cancelled.",
            _ when DatabaseReach.IsLost(failure) => $"The database cannot be reached: {failure.GetBaseException().Message}",
            _ => $"Failed: {failure.GetBaseException().Message} (the log file has more)",
        };
}
