using System.IO.Compression;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;
using NineGrid.Web.Display;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Pages.Admin;

/// <summary>Brings packages, and shows what was imported.</summary>
[Authorize(Policies.Administration)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class ImportsPage(BatchesQuery batches, JobsQuery jobs, StoredFiles files, UndoImport undo, IJobDesk desk, Words say)
    : PageModel
{
    /// <summary>Most bytes that can be sent at once.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>The batches, newest first.</summary>
    public IReadOnlyList<BatchListed> Batches { get; private set; } = [];

    /// <summary>Checks and imports that are under way or wait to be looked at, newest first.</summary>
    public IReadOnlyList<JobListed> Jobs { get; private set; } = [];

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Why a batch was not taken back; null when none was to be.</summary>
    public JobReason? Refusal { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(IFormFileCollection package, CancellationToken cancellationToken)
    {
        if (package.Count == 0 || package.All(file => file.Length == 0))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Faults = ["ImportNothing"];
            await FindAsync(cancellationToken);
            return Page();
        }

        int file = package is [IFormFile only] ? await StoreAsync(only, cancellationToken) : await PackAsync(package, cancellationToken);
        string name = package is [IFormFile one] ? one.FileName : say["imports.several", Numbers.Count(package.Count)];
        int job = await desk.AskAsync(JobKind.Check, name, order: null, file, cancellationToken);
        return RedirectToPage("/Admin/ImportsOne", new { job });
    }

    /// <summary>Takes the newest batch back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(int batch, CancellationToken cancellationToken)
    {
        try
        {
            await undo.RunAsync(batch, cancellationToken);
            return RedirectToPage();
        }
        catch (JobRefusedException refused)
        {
            Refusal = refused.Reason;
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        await FindAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnGetTemplateAsync(string? @as, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        if (string.Equals(@as, "xlsx", StringComparison.Ordinal))
        {
            await ImportTemplates.WriteWorkbookAsync(key => say[key], output, cancellationToken);
            return File(output.ToArray(), ImportTemplates.WorkbookContentType, "ninegrid-template.xlsx");
        }

        await ImportTemplates.WriteZipAsync(output, cancellationToken);
        return File(output.ToArray(), "application/zip", "ninegrid-template.zip");
    }

    private async Task<int> StoreAsync(IFormFile file, CancellationToken cancellationToken)
    {
        await using Stream content = file.OpenReadStream();
        return await files.StoreAsync(file.FileName, content, cancellationToken);
    }

    // Several files are one package, as if they had come in a zip.
    private async Task<int> PackAsync(IFormFileCollection package, CancellationToken cancellationToken)
    {
        await using var packed = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 4096,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (IFormFile file in package)
            {
                await using Stream entry = await archive
                    .CreateEntry(Path.GetFileName(file.FileName), CompressionLevel.Fastest)
                    .OpenAsync(cancellationToken);
                await file.CopyToAsync(entry, cancellationToken);
            }
        }

        packed.Position = 0;
        return await files.StoreAsync("package.zip", packed, cancellationToken);
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        Batches = await batches.AskAsync(cancellationToken);
        (IReadOnlyList<JobListed> newest, _) = await jobs.AskAsync(page: 1, cancellationToken);
        Jobs = [.. newest.Where(job => job.Kind is JobKind.Check or JobKind.Import).Take(10)];
    }
}
