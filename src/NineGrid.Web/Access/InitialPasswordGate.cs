namespace NineGrid.Web.Access;

/// <summary>Marks what a user may do before an initial password has been changed.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WithInitialPasswordAttribute : Attribute;

/// <summary>Sends a user whose password was set by somebody else to the page where it is changed, whatever was asked for.</summary>
internal sealed class InitialPasswordGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.User.HasClaim(UserClaims.InitialPassword, UserClaims.Present) || MayPass(context.GetEndpoint()))
        {
            return next(context);
        }

        context.Response.Redirect("/account/password");
        return Task.CompletedTask;
    }

    private static bool MayPass(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<OpenAttribute>() is not null
        || endpoint?.Metadata.GetMetadata<WithInitialPasswordAttribute>() is not null;
}
