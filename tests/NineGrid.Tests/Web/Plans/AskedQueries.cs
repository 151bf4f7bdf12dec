using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace NineGrid.Tests.Web.Plans;

/// <summary>A question to the database with the values that it was asked with.</summary>
internal sealed record AskedQuery(string Sql, IReadOnlyList<NpgsqlParameter> Parameters)
{
    /// <summary>How the database would answer it.</summary>
    public async Task<JsonElement> PlanAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("EXPLAIN (FORMAT JSON) " + Sql, connection);
        foreach (NpgsqlParameter parameter in Parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }

        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        return plan.RootElement[0].GetProperty("Plan").Clone();
    }
}

/// <summary>Writes down what is asked.</summary>
internal sealed class AskedQueries : DbCommandInterceptor
{
    private readonly Lock _lock = new();
    private List<AskedQuery> _asked = [];

    /// <summary>What was asked since this was last asked for.</summary>
    public IReadOnlyList<AskedQuery> Take()
    {
        lock (_lock)
        {
            List<AskedQuery> asked = _asked;
            _asked = [];
            return asked;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
        {
            lock (_lock)
            {
                _asked.Add(new(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(one => one.Clone())]));
            }
        }

        return new(result);
    }
}
