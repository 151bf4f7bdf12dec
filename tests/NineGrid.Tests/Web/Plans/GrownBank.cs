using System.Globalization;
using NineGrid.Domain.Bank;
using Npgsql;

namespace NineGrid.Tests.Web.Plans;

/// <summary>Makes the bank of a site large by copying it inside the database, so that the planner has to choose as it would in a large bank.</summary>
/// <remarks>
/// Every customer is copied into branches, managers and groups that are new, with all that is known and was done of it: what the demo users see stays as small as it was while the tables
/// grow. Some periods are added that hold the same.
/// </remarks>
internal sealed class GrownBank(NpgsqlConnection connection)
{
    /// <summary>How many copies there are of every customer.</summary>
    public const int Copies = 120;

    // With the two that the site has.
    private const int MorePeriods = 4;

    private static readonly string[] OfCustomers = ["positions", "figures", "indicators", "guidance", "alert_firings"];
    private static readonly string[] OfPlaces = ["portraits", "separations", "institution_sums", "product_holdings"];
    private static readonly string[] OfSnapshots = ["snapshot_institutions", "cuts", "benchmarks", "product_shares", "group_positions"];

    /// <summary>The tables that grow with the bank, its years, or with what people do. Institutions, managers and products are few: 8,000 managers look after a million customers.</summary>
    public static IReadOnlySet<string> Tables { get; } =
        new HashSet<string>(
            [
                .. OfCustomers,
                .. OfPlaces,
                "group_positions",
                "customers",
                "statements",
                "facts",
                "credit_groups",
                "users",
                "alerts",
                "alert_events",
                "plans",
                "plan_baselines",
                "plan_steps",
                "plan_comments",
                "assignments",
                "audit_trail",
                "jobs",
            ],
            StringComparer.Ordinal
        );

    /// <summary>Those of them that hold every snapshot.</summary>
    public static IReadOnlySet<string> SnapshotTables { get; } =
        new HashSet<string>([.. OfCustomers, .. OfPlaces, "group_positions"], StringComparer.Ordinal);

    public async Task GrowAsync()
    {
        // The copies refer to one another in a circle.
        await RunAsync("SET session_replication_role = replica");
        for (int i = 1; i <= MorePeriods; i++)
        {
            int period = Period.Of(2025, 9).AddMonths(-3 * i).Number;
            await CopyAsync("snapshots", "t.id = 1", ("id", Text(100 + i)), ("period", Text(period)));
            foreach (string table in (string[])[.. OfCustomers, .. OfPlaces, .. OfSnapshots])
            {
                await CopyAsync(table, "t.snapshot_id = 1", ("snapshot_id", Text(100 + i)));
            }
        }

        string institution = await NextAsync("institutions");
        string place = await TextAsync("SELECT max(end_place) FROM snapshot_institutions");
        string branch = await TextAsync(
            "SELECT id FROM institutions WHERE level = (SELECT min(level) FROM institutions WHERE parent_id IS NOT NULL) LIMIT 1"
        );
        await CopyAsync("institutions", $"t.id = {branch}", K("id", $"{institution} + k"), K("code", "t.code || '-' || k"));
        await CopyAsync(
            "snapshot_institutions",
            $"t.institution_id = {branch}",
            K("place", $"{place} + k - 1"),
            ("end_place", $"{place} + k"),
            ("institution_id", $"{institution} + k"),
            ("code", "t.code || '-' || k"),
            ("parent_place", "0")
        );
        await RunAsync($"UPDATE snapshot_institutions SET end_place = {place} + {Text(Copies)} WHERE place = 0");
        foreach (string table in OfPlaces)
        {
            await CopyAsync(table, "t.place = 1", K("place", $"{place} + k - 1"));
        }

        (string manager, string group, string customer) = (
            await NextAsync("managers"),
            await NextAsync("credit_groups"),
            await NextAsync("customers")
        );
        (string, string)[] own =
        [
            ("institution_id", $"{institution} + k"),
            ("manager_id", $"t.manager_id + {manager} * k"),
            ("group_id", $"t.group_id + {group} * k"),
        ];
        (string, string) customerId = K("customer_id", $"t.customer_id + {customer} * k");
        await CopyAsync("managers", "true", K("id", $"t.id + {manager} * k"), ("employee_no", "t.employee_no || '-' || k"), own[0]);
        await CopyAsync("credit_groups", "true", K("id", $"t.id + {group} * k"), ("code", "t.code || '-' || k"));
        await CopyAsync("customers", "true", [K("id", $"t.id + {customer} * k"), ("no", "t.no || '-' || k"), .. own]);
        await CopyAsync("statements", "true", customerId);
        await CopyAsync("facts", "t.period > 202509", customerId);
        await CopyAsync("group_positions", "true", K("group_id", $"t.group_id + {group} * k"));
        await CopyAsync("positions", "true", customerId, ("place", $"{place} + k - 1"), own[1], own[2]);
        foreach (string table in OfCustomers.Except(["positions"], StringComparer.Ordinal))
        {
            await CopyAsync(table, "true", customerId);
        }

        (string alert, string happened) = (await NextAsync("alerts"), await NextAsync("alert_events"));
        await CopyAsync("alerts", "true", customerId, ("id", $"t.id + {alert} * k"));
        await CopyAsync(
            "alert_events",
            "true",
            K("id", $"t.id + {happened} * k"),
            ("alert_id", $"t.alert_id + {alert} * k"),
            ("by", "'x'")
        );
        await WorkAsync();
        // Statistics are about everything, so that no luck of a sample decides.
        await RunAsync("SET default_statistics_target = 1000");
        await RunAsync("SET session_replication_role = origin");
        await RunAsync("ANALYZE");
    }

    /// <summary>A plan, a comment and an assignment for every customer, and users, jobs and an audit trail.</summary>
    private async Task WorkAsync()
    {
        await RunAsync(
            """
            INSERT INTO plans (id, customer_id, title, state, owner_id, version, created_at, created_by, changed_at, changed_by, baseline_period, baseline_scheme, baseline_scheme_version)
            SELECT 1000 + c.id, c.id, 'plan', 1, c.manager_id, 1, now(), 'x', now() - (c.id % 400 || ' days')::interval, 'x', 202509, 'default', 1 FROM customers c
            """
        );
        await RunAsync(
            "INSERT INTO plan_steps (plan_id, lever, target, owner_id, due_on) SELECT id, l, 1, owner_id, changed_at::date + 100 FROM plans, generate_series(0, 1) l WHERE id > 1000"
        );
        await RunAsync(
            "INSERT INTO plan_baselines (plan_id, lever, value) SELECT id, l, 1 FROM plans, generate_series(0, 3) l WHERE id > 1000"
        );
        await RunAsync("INSERT INTO plan_comments (plan_id, author, at, text) SELECT id, 'x', changed_at, 'x' FROM plans");
        await RunAsync("INSERT INTO assignments (customer_id, to_manager_id, at, by) SELECT id, manager_id, now(), 'x' FROM customers");
        await RunAsync(
            "INSERT INTO audit_trail (at, actor, action, subject) SELECT now() - (i || ' minutes')::interval, 'x' || i % 500, 'Exported', 's' || i FROM generate_series(1, 50000) i"
        );
        await CopyAsync(
            "users",
            "t.id = 1",
            K("id", "1000 + k + 120 * i"),
            ("user_name", "'u' || k + 120 * i"),
            ("normalized_user_name", "'U' || k + 120 * i"),
            ("roles", "0")
        );
        await CopyAsync("jobs", "t.id = 1", K("id", "1000 + k + 120 * i"));
    }

    private static (string, string) K(string column, string value) => (column, value);

    /// <summary>Copies rows of a table with other values in some columns. A value that says <c>k</c> makes as many copies as there are; one that says <c>i</c> twenty-five times those.</summary>
    private async Task CopyAsync(string table, string where, params (string Column, string Value)[] changed)
    {
        List<string> columns = [];
        await using (
            var command = new NpgsqlCommand(
                "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1",
                connection
            )
        )
        {
            command.Parameters.Add(new() { Value = table });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add(reader.GetString(0));
            }
        }

        Dictionary<string, string> values = changed.ToDictionary(one => one.Column, one => one.Value, StringComparer.Ordinal);
        IEnumerable<string> read = columns.Select(column => values.GetValueOrDefault(column) ?? "t." + column);
        string times = !values.Values.Any(value => value.Contains(" k", StringComparison.Ordinal))
            ? ""
            : $", generate_series(1, {Text(Copies)}) k"
                + (values.Values.Any(value => value.Contains(" i", StringComparison.Ordinal)) ? ", generate_series(1, 25) i" : "");
        await RunAsync(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", read)} FROM {table} t{times} WHERE {where}"
        );
    }

    /// <summary>How far ids have to go for the first copy to be new.</summary>
    private Task<string> NextAsync(string table) => TextAsync($"SELECT max(id) + 1 FROM {table}");

    private async Task<string> TextAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
