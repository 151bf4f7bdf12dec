using NineGrid.Web.Commands;
using NineGrid.Web.Hosting;

// The executable is the site and the operator's tool in one: without a verb it serves.
return await CommandLine.RunAsync(
    args,
    Site.RunAsync,
    new MigrateVerb(),
    new ImportVerb(),
    new SnapshotVerb(),
    new CloseVerb(),
    new ExportVerb(),
    new UserVerb(),
    new SampleVerb(),
    new WorkerVerb()
);
