using Microsoft.AspNetCore.Mvc;

namespace NineGrid.Web.Pages.Account;

/// <summary>Keeps whoever signs in on this site.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is one of this site, else the start.</summary>
    public static string Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address) ? address! : "/";
}
