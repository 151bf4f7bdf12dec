using System.CommandLine;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary>One thing an operator can have done from the command line: it asks one command of Data and says what came of it.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Does it. An exception is the reason why it was not done.</summary>
    protected abstract Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken);

    public virtual async Task RunAsync(string[] settings, ParseResult words, CancellationToken cancellationToken)
    {
        // The site's own builder, so that a verb reads exactly the settings the site reads; it is never started.
        await using WebApplication host = WebApplication.CreateBuilder(settings).AddNineGridHost(logsToConsole: false).Build();
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        try
        {
            await RunAsync(words, scope.ServiceProvider, cancellationToken);
        }
        catch (Exception failure)
        {
            host.Logger.LogError(failure, "{Verb} was not done", Name);
            throw;
        }
    }
}
