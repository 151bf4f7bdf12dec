using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Web.Access;
using NineGrid.Web.Watching;

namespace NineGrid.Web.Pages;

/// <summary>What happened, what was kept, what to do: the page behind every status from 400 on.</summary>
[Open("Whoever meets an error is told what happened.")]
[IgnoreAntiforgeryToken]
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class ErrorPage : PageModel
{
    private const string FaultKey = "NineGrid.UnknownParameter";

    /// <summary>The status, one of those that have words of their own.</summary>
    public int Status { get; private set; }

    /// <summary>The parameter that means nothing, for 400.</summary>
    public UnknownParameter? Fault { get; private set; }

    /// <summary>Under which number the log has it; null where only the asking was wrong.</summary>
    public string? Number { get; private set; }

    /// <summary>Answers 400 and remembers why.</summary>
    public static StatusCodeResult BadAddress(HttpContext context, UnknownParameter fault)
    {
        context.Items[FaultKey] = fault;
        return new(StatusCodes.Status400BadRequest);
    }

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        Status = status is 400 or 404 or 429 or 503 or 507 ? status : 500;
        Number = Status >= 500 ? Correlation.Of(HttpContext) : null;
        Fault = HttpContext.Items[FaultKey] as UnknownParameter;
        Response.StatusCode = status is >= 400 and < 600 ? status : 500;
    }
}
