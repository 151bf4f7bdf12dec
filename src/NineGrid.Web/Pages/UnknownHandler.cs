using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace NineGrid.Web.Pages;

/// <summary>Answers 404 where a page is asked for something that it does not do; otherwise it would be shown as if that had been done.</summary>
internal sealed class UnknownHandler : IPageFilter, IOrderedFilter
{
    /// <summary>Before the page itself.</summary>
    public int Order => int.MinValue;

    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        HttpRequest request = context.HttpContext.Request;
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        string asked = request.Query["handler"].ToString();
        string known = context.HandlerMethod?.Name ?? "";
        if (!string.Equals(asked, known, StringComparison.OrdinalIgnoreCase) || (context.HandlerMethod is null && !reads))
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
