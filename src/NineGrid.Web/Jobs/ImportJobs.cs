using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Web.Watching;

namespace NineGrid.Web.Jobs;

/// <summary>What an import job is asked to do.</summary>
/// <param name="AcceptGoodRows">Whether good rows are stored when others are rejected.</param>
public sealed record ImportOrder(bool AcceptGoodRows);

/// <summary>What a check came to.</summary>
/// <param name="Check">What the import would do when it accepts the good rows.</param>
/// <param name="Rejected">The stored file with everything that is wrong; null when nothing is.</param>
public sealed record CheckOutcome(ImportCheck Check, int? Rejected);

/// <summary>Checks and imports packages that people brought.</summary>
internal sealed class ImportJobs(ImportPackage import, StoredFiles files, CurrentJob current, Readings readings)
{
    /// <summary>Tells what an import of the package would do.</summary>
    public async Task CheckAsync(JobRow job, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var package = await LaidOut.OfAsync(files, job.FileId, cancellationToken);
        await using FileStream rejected = LaidOut.NewFile();
        ImportCheck check = await import.CheckAsync(package.Source, acceptGoodRows: true, rejected, progress, cancellationToken);
        int? report = null;
        if (check.ErrorCount > 0)
        {
            rejected.Position = 0;
            report = await files.StoreAsync("rejected.csv", rejected, cancellationToken);
        }

        await current.DoneAsync(new CheckOutcome(check, report), cancellationToken);
    }

    /// <summary>Imports the package; ends the job together with what it stores.</summary>
    /// <exception cref="JobRefusedException">Something is wrong with the package, and nothing was stored.</exception>
    public async Task ImportAsync(JobRow job, ImportOrder order, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var package = await LaidOut.OfAsync(files, job.FileId, cancellationToken);
        ImportReport report = await import.RunAsync(package.Source, order.AcceptGoodRows, rejectedRows: null, progress, cancellationToken);
        readings.Imported(report);
        if (!report.Stored)
        {
            throw new JobRefusedException(
                "ImportErrors",
                $"Nothing was stored: {report.ErrorCount} errors, the first of them: {report.Errors[0]}"
            );
        }

        await files.DeleteAsync(job.FileId!.Value, cancellationToken);
    }

    /// <summary>A stored package as a file on this machine while it is worked on.</summary>
    private sealed class LaidOut(string path, string name) : IDisposable
    {
        public PackageSource Source { get; } = new(path, name);

        public static async Task<LaidOut> OfAsync(StoredFiles files, int? id, CancellationToken cancellationToken)
        {
            string path = Path.GetTempFileName();
            try
            {
                await using FileStream output = File.OpenWrite(path);
                return id is int file && await files.CopyAsync(file, output, cancellationToken) is string name
                    ? new(path, name)
                    : throw new JobRefusedException("PackageGone", $"The package is not here any more; bring it again.");
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }

        /// <summary>An empty file that goes when it is closed.</summary>
        public static FileStream NewFile() =>
            new(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 4096,
                FileOptions.DeleteOnClose | FileOptions.Asynchronous
            );

        public void Dispose() => File.Delete(Source.Path);
    }
}
