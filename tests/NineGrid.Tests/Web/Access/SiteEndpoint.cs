using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Web.Access;
using NineGrid.Web.Pages;

namespace NineGrid.Tests.Web.Access;

/// <summary>Something that can be asked of the site: an address, a method and, on a page, one of its handlers.</summary>
/// <param name="Pattern">The route, without a slash in front: <c>customers/{no}</c>.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Handler">The name of the handler; null for the page itself and where there is no page.</param>
/// <param name="Metadata">What is stated about it.</param>
/// <param name="Page">The page; null where there is none.</param>
public sealed partial record SiteEndpoint(string Pattern, string Method, string? Handler, EndpointMetadataCollection Metadata, Type? Page)
{
    /// <summary>The policy that is asked for, its own before that of the kind of page it is; null when it states none.</summary>
    public string? Policy => Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ Policy: string first }, ..] ? first : null;

    /// <summary>Why everybody may ask; null when not everybody may.</summary>
    public string? Open => Metadata.GetMetadata<OpenAttribute>()?.Reason;

    /// <summary>Whether it looks at the bank from an institution, and so has an <c>institution</c> in its address.</summary>
    public bool IsFramed => Page?.IsAssignableTo(typeof(FramedPage)) is true;

    /// <summary>The framework's stand-in for files that are not in its list, which takes no statement; so nobody passes it.</summary>
    public bool IsFrameworksOwn => Pattern == "{**path:file}";

    public bool IsFile => Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    /// <summary>The names of the values in the route.</summary>
    public IEnumerable<string> RouteValues =>
        Regex.Matches(Pattern, @"\{\**(?<name>\w+)", RegexOptions.ExplicitCapture).Select(match => match.Groups["name"].Value);

    /// <summary>The address with values in the route and further ones in the query.</summary>
    public string Address(IReadOnlyDictionary<string, string> values, string? query = null)
    {
        string path = RouteValue().Replace(Pattern, match => Uri.EscapeDataString(values[match.Groups["name"].Value]));
        string[] queries = [.. (string?[])[Handler is null ? null : $"handler={Handler}", query] is var all ? all.OfType<string>() : []];
        return "/" + path.TrimStart('/') + (queries.Length == 0 ? "" : "?" + string.Join('&', queries));
    }

    public override string ToString() => $"{Method} /{Pattern.TrimStart('/')}{(Handler is null ? "" : $"?handler={Handler}")}";

    /// <summary>Everything that can be asked of a site.</summary>
    public static async Task<IReadOnlyList<SiteEndpoint>> OfAsync(IServiceProvider site)
    {
        var found = new List<SiteEndpoint>();
        foreach (RouteEndpoint endpoint in site.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>())
        {
            string pattern = endpoint.RoutePattern.RawText!;
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is PageActionDescriptor page)
            {
                // Attributes of a page are known only once it is loaded.
                CompiledPageActionDescriptor loaded = await site.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
                // The framework takes an overridden OnPageHandlerExecutionAsync for a handler of a method PAGE.
                HandlerMethodDescriptor[] handlers =
                [
                    .. loaded.HandlerMethods.Where(own => !own.HttpMethod.Equals("PAGE", StringComparison.OrdinalIgnoreCase)),
                ];
                EndpointMetadataCollection stated = (loaded.Endpoint ?? endpoint).Metadata;
                Type? model = loaded.ModelTypeInfo;
                found.AddRange(
                    handlers.Select(own => new SiteEndpoint(pattern, own.HttpMethod.ToUpperInvariant(), own.Name, stated, model))
                );
                if (handlers.All(own => !own.HttpMethod.Equals("GET", StringComparison.OrdinalIgnoreCase)))
                {
                    found.Add(new(pattern, "GET", Handler: null, stated, model));
                }
            }
            else
            {
                IReadOnlyList<string> methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
                found.AddRange(
                    methods
                        .Where(method => method != "HEAD")
                        .Select(method => new SiteEndpoint(pattern, method, null, endpoint.Metadata, null))
                );
            }
        }

        return found;
    }

    [GeneratedRegex("""\{\**(?<name>\w+)[^}]*\}""")]
    private static partial Regex RouteValue();
}
