using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace NineGrid.Web.Pages;

/// <summary>Answers 404 where a page is asked for something that it does not do; otherwise it would be shown without having read anything.</summary>
internal sealed class UnknownHandler : IPageFilter, IOrderedFilter
{
    /// <summary>Before the page itself.</summary>
    public int Order => int.MinValue;

    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        HttpRequest request = context.HttpContext.Request;
        bool plain = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Query.ContainsKey("handler");
        if (context.HandlerMethod is null && !plain)
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
