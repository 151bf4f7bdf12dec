using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Commands;

public sealed class UserVerbTests
{
    private const string Password = "correct horse battery";

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_first_administrator_is_added_with_a_password_from_standard_input(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);

        Outcome outcome = await AddAsync(
            database,
            Password,
            "zhang",
            "--role",
            "administrator",
            "--role",
            "analyst",
            "--email",
            "zhang@bank.example"
        );
        Outcome again = await AddAsync(database, Password, "ZHANG", "--role", "analyst");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.DoesNotContain(Password, outcome.Output + outcome.Error);
        AppUser user = await database.UseAsync(db => db.Users.SingleAsync());
        Assert.Equal(("zhang", Roles.Administrator | Roles.Analyst, true), (user.UserName, user.Roles, user.MustChangePassword));
        Assert.Equal("zhang@bank.example", user.Email);
        AuditRow line = await database.UseAsync(db => db.Audit.SingleAsync());
        Assert.Equal((AuditAction.UserCreated, "zhang", Environment.UserName), (line.Action, line.Subject, line.Actor));
        Assert.DoesNotContain("password\":\"", line.After);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("already taken", again.Error);
    }

    [Fact]
    public async Task A_manager_and_a_head_are_bound_by_number_and_code()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(db =>
        {
            var branch = new InstitutionRow
            {
                Code = "01",
                Name = "Branch",
                Level = NineGrid.Domain.Bank.InstitutionLevel.Tier1,
            };
            db.Institutions.Add(branch);
            db.SaveChanges();
            db.Managers.Add(
                new()
                {
                    EmployeeNo = "M7",
                    Name = "Li",
                    InstitutionId = branch.Id,
                }
            );
            return db.SaveChangesAsync();
        });

        Outcome outcome = await AddAsync(
            database,
            Password,
            "li",
            "--role",
            "manager",
            "--role",
            "head",
            "--manager",
            "M7",
            "--institution",
            "01"
        );

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        AppUser user = await database.UseAsync(db => db.Users.SingleAsync());
        Assert.Equal(await database.UseAsync(db => db.Managers.Select(row => (int?)row.Id).SingleAsync()), user.ManagerId);
        Assert.Equal(await database.UseAsync(db => db.Institutions.Select(row => (int?)row.Id).SingleAsync()), user.InstitutionId);
    }

    [Theory]
    [InlineData(Password, "needs the number", "--role", "manager")]
    [InlineData(Password, "needs the code", "--role", "head")]
    [InlineData(Password, "no relationship manager “M9”", "--role", "manager", "--manager", "M9")]
    [InlineData(Password, "no institution “99”", "--role", "head", "--institution", "99")]
    [InlineData(Password, "for the role Head only", "--role", "analyst", "--institution", "99")]
    [InlineData("short", "at least 12 characters", "--role", "analyst")]
    [InlineData("aaaaaaaaaaaaaaaa", "different characters", "--role", "analyst")]
    [InlineData("i am zhang san indeed", "must not contain the user name", "--role", "analyst")]
    [InlineData(null, "no password", "--role", "analyst")]
    public async Task What_cannot_be_is_refused_with_the_reason_and_leaves_nobody(string? password, string reason, params string[] words)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);

        Outcome outcome = await AddAsync(database, password, "zhang", words);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(reason, outcome.Error);
        Assert.Equal((0, 0), (await database.UseAsync(db => db.Users.CountAsync()), await database.UseAsync(db => db.Audit.CountAsync())));
    }

    private static async Task<Outcome> AddAsync(TestDatabase database, string? password, string name, params string[] words)
    {
        using Process process = Tool.StartWithInput(["user", "add", name, .. words, .. Tool.On(database.Options)]);
        if (password is not null)
        {
            await process.StandardInput.WriteLineAsync(password);
        }

        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
