using Microsoft.Extensions.Configuration;
using NineGrid.Data;
using NineGrid.Web.Hosting;

namespace NineGrid.Tests.Web.Hosting;

public sealed class HostSettingsTests
{
    [Fact]
    public void Without_settings_the_database_is_a_file_beside_the_program()
    {
        DatabaseOptions database = HostSettings.Database(Settings(), "/opt/ninegrid");

        Assert.Equal(new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={Path.Combine("/opt/ninegrid", "ninegrid.db")}"), database);
    }

    [Fact]
    public void Provider_connection_and_batch_size_are_read()
    {
        DatabaseOptions database = HostSettings.Database(
            Settings(("Database:Provider", "postgresql"), ("ConnectionStrings:NineGrid", "Host=db"), ("Database:MaxBatchSize", "1")),
            "/opt/ninegrid"
        );

        Assert.Equal(new DatabaseOptions(DatabaseProvider.PostgreSql, "Host=db", 1), database);
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Sqlite, SqlServer or PostgreSql")]
    [InlineData("Database:Provider", "7", "Sqlite, SqlServer or PostgreSql")]
    [InlineData("Database:MaxBatchSize", "many", "a whole number above 0")]
    [InlineData("Database:MaxBatchSize", "0", "a whole number above 0")]
    public void A_setting_that_makes_no_sense_is_named_with_its_value_and_what_was_expected(string key, string value, string expected)
    {
        var refusal = Assert.Throws<SettingException>(() => HostSettings.Database(Settings((key, value)), "/opt/ninegrid"));

        Assert.Contains(key, refusal.Message);
        Assert.Contains($"“{value}”", refusal.Message);
        Assert.Contains(expected, refusal.Message);
    }

    [Theory]
    [InlineData("SqlServer")]
    [InlineData("PostgreSql")]
    public void A_server_without_a_connection_string_is_refused(string provider)
    {
        var refusal = Assert.Throws<SettingException>(() =>
            HostSettings.Database(Settings(("Database:Provider", provider)), "/opt/ninegrid")
        );

        Assert.Contains("ConnectionStrings:NineGrid", refusal.Message);
    }

    [Theory]
    [InlineData("urls", "http://localhost:5000")]
    [InlineData("urls", "http://127.0.0.1:5000;http://[::1]:5000")]
    [InlineData("urls", "http://127.8.8.8:5000")]
    [InlineData("Kestrel:Endpoints:Http:Url", "https://localhost:5001")]
    [InlineData("AllowedHosts", "*")]
    public void An_address_of_this_machine_alone_is_accepted(string key, string value)
    {
        HostSettings.RefuseOpenAddresses(Settings((key, value)));
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5000")]
    [InlineData("urls", "http://*:5000")]
    [InlineData("urls", "http://+:5000")]
    [InlineData("urls", "http://localhost:5000;http://10.1.2.3:5000")]
    [InlineData("urls", "http://[::]:5000")]
    [InlineData("urls", "http://localhost.example:5000")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8081")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://bank.example:5000")]
    public void An_address_that_other_machines_reach_is_refused_as_long_as_nobody_signs_in(string key, string value)
    {
        var refusal = Assert.Throws<SettingException>(() => HostSettings.RefuseOpenAddresses(Settings((key, value))));

        Assert.Contains("other machines", refusal.Message);
    }

    [Fact]
    public void An_open_address_is_accepted_where_the_operator_says_so()
    {
        HostSettings.RefuseOpenAddresses(Settings(("urls", "http://+:8080"), ("Hosting:ListenBeyondLoopback", "true")));
    }

    [Fact]
    public void Something_that_is_no_address_is_refused()
    {
        var refusal = Assert.Throws<SettingException>(() => HostSettings.RefuseOpenAddresses(Settings(("urls", "here"))));

        Assert.Contains("“here”", refusal.Message);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
