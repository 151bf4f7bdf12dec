using Microsoft.AspNetCore.Authorization;
using NineGrid.Data.Access;

namespace NineGrid.Web.Access;

/// <summary>What an endpoint may ask of its user. Each names one of these, or says <see cref="OpenAttribute"/> and why; anything else is denied to everybody.</summary>
public static class Policies
{
    /// <summary>Figures of customers: relationship managers, heads and analysts, each within their scope.</summary>
    public const string Customers = "customers";

    /// <summary>Making and changing plans for customers: relationship managers and heads, each within their scope.</summary>
    public const string Plans = "plans";

    /// <summary>Working on alerts of customers: relationship managers and heads, each within their scope.</summary>
    public const string Alerts = "alerts";

    /// <summary>Comparing managers and institutions: heads and analysts, each within their scope.</summary>
    public const string Review = "review";

    /// <summary>Giving customers to managers: heads within their scope, administrators.</summary>
    public const string Assign = "assign";

    /// <summary>The schemes of the bank: analysts.</summary>
    public const string Schemes = "schemes";

    /// <summary>Periods and jobs: analysts, administrators.</summary>
    public const string Operation = "operation";

    /// <summary>Users, imports: administrators.</summary>
    public const string Administration = "administration";

    /// <summary>One's own account: whoever is signed in.</summary>
    public const string Account = "account";

    /// <summary>Whether somebody with these roles meets a policy.</summary>
    public static bool Allows(string policy, Roles roles) =>
        policy switch
        {
            Customers => (roles & (Roles.Manager | Roles.Head | Roles.Analyst)) != Roles.None,
            Plans or Alerts => (roles & (Roles.Manager | Roles.Head)) != Roles.None,
            Review => (roles & (Roles.Head | Roles.Analyst)) != Roles.None,
            Assign => (roles & (Roles.Head | Roles.Administrator)) != Roles.None,
            Operation => (roles & (Roles.Analyst | Roles.Administrator)) != Roles.None,
            Schemes => roles.HasFlag(Roles.Analyst),
            Administration => roles.HasFlag(Roles.Administrator),
            Account => true,
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "not a policy"),
        };

    internal static void Add(AuthorizationOptions options)
    {
        foreach (string name in (string[])[Customers, Plans, Alerts, Review, Assign, Operation, Schemes, Administration, Account])
        {
            options.AddPolicy(
                name,
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Allows(name, UserScope.Roles(context.User)))
            );
        }

        // An endpoint without a policy is a mistake: nobody passes, a nobody is asked to sign in first.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build();
    }
}

/// <summary>Marks an endpoint that needs no signed-in user, and says why.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenAttribute(string reason) : Attribute, IAllowAnonymous
{
    /// <summary>Why everybody may ask for it.</summary>
    public string Reason { get; } = reason;
}
