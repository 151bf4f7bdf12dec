using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Identity;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Commands;

/// <summary><c>user add NAME --role ROLE [--role ROLE] [--institution CODE] [--manager NO] [--email ADDRESS]</c></summary>
internal sealed class UserVerb : Verb
{
    private readonly Argument<string> _action = new("ACTION") { Description = "What to do: add." };
    private readonly Argument<string> _name = new("NAME") { Description = "The name to sign in with." };
    private readonly Option<string[]> _roles = new("--role")
    {
        Description = "A role; several may be given.",
        HelpName = "ROLE",
        Required = true,
    };
    private readonly Option<string?> _institution = new("--institution")
    {
        Description = "Code of the institution that a head heads.",
        HelpName = "CODE",
    };
    private readonly Option<string?> _manager = new("--manager")
    {
        Description = "Number of the relationship manager that a manager is.",
        HelpName = "NO",
    };

    private readonly Option<string?> _email = new("--email")
    {
        Description = "Address at which the user is told of alerts.",
        HelpName = "ADDRESS",
    };

    public UserVerb()
        : base("user", "Adds a user; the password is asked for, or read from standard input, and changed at the first sign-in.")
    {
        _action.AcceptOnlyFromAmong("add");
        _roles.AcceptOnlyFromAmong([.. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(Word)]);
        Add(_action);
        Add(_name);
        Add(_roles);
        Add(_institution);
        Add(_manager);
        Add(_email);
    }

    protected override async Task RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseSchema>().EnsureAsync(creates: true, cancellationToken);
        string name = words.GetRequiredValue(_name);
        Roles roles = words
            .GetRequiredValue(_roles)
            .Select(role => Enum.Parse<Roles>(role, ignoreCase: true))
            .Aggregate(Roles.None, (all, role) => all | role);
        IdentityResult result = await services
            .GetRequiredService<CreateUser>()
            .RunAsync(
                name,
                new(roles, words.GetValue(_institution), words.GetValue(_manager)),
                words.GetValue(_email),
                ReadPassword(name),
                mustChangePassword: true,
                cancellationToken
            );
        if (!result.Succeeded)
        {
            throw new JobRefusedException($"“{name}” was not added: {string.Join(' ', result.Errors.Select(error => error.Description))}");
        }

        Console.WriteLine($"{name} was added ({roles}) and changes the password at the first sign-in.");
    }

    private static string Word(Roles role) => role.ToString().ToLowerInvariant();

    private static string ReadPassword(string name)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? throw new JobRefusedException("Standard input holds no password.");
        }

        string password = Ask($"Password of {name}: ");
        return string.Equals(password, Ask("The same again: "), StringComparison.Ordinal)
            ? password
            : throw new JobRefusedException("The two passwords differ.");
    }

    /// <summary>Asks without showing what is typed.</summary>
    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var answer = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Error.WriteLine();
                return answer.ToString();
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                answer.Length = Math.Max(0, answer.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                answer.Append(key.KeyChar);
            }
        }
    }
}
