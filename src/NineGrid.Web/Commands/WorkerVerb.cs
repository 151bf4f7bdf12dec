using System.CommandLine;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary><c>worker</c></summary>
internal sealed class WorkerVerb() : Verb("worker", "Runs jobs until it is stopped, without serving pages.")
{
    public override Task RunAsync(string[] settings, ParseResult words, CancellationToken cancellationToken) =>
        Site.WorkAsync(settings, cancellationToken);

    protected override Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A worker has a host of its own.");
}
