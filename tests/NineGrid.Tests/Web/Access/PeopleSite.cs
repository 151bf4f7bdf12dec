using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Hosting;

namespace NineGrid.Tests.Web.Access;

/// <summary>A web node on a real port over a database without a bank.</summary>
internal sealed class PeopleSite : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TestDatabase _database;
    private readonly TestSite _site;

    public PeopleSite(TestDatabase database, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        _database = database;
        _site = new([
            ("Database:Provider", database.Options.Provider.ToString()),
            ("ConnectionStrings:NineGrid", database.Options.ConnectionString),
            .. settings,
        ])
        {
            Clock = clock ?? TimeProvider.System,
        };
        _site.Listen();
    }

    public Visitor Visitor() => new(_site.ClientOptions.BaseAddress);

    /// <summary>Does something with a registered class of the site, in a scope of its own.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using AsyncServiceScope scope = _site.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task AddAsync(string name, Roles roles, bool mustChangePassword = false) =>
        Assert.True(
            await UseAsync<CreateUser, bool>(async create =>
                (await create.RunAsync(name, new(roles), email: null, Password, mustChangePassword, CancellationToken.None)).Succeeded
            )
        );

    /// <summary>The time passes for which failures lock the account.</summary>
    public Task EndLockOutAsync(string name) =>
        _database.UseAsync(db =>
            db.Users.Where(user => user.UserName == name)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.LockoutEnd, DateTimeOffset.UnixEpoch))
        );

    public Task<List<AuditRow>> AuditAsync(AuditAction action) =>
        _database.UseAsync(db => db.Audit.AsNoTracking().Where(line => line.Action == action).OrderBy(line => line.Id).ToListAsync());

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
