using System.Net;
using Microsoft.Extensions.Configuration;
using NineGrid.Data;
using NineGrid.Web.Hosting;
using NineGrid.Web.Mail;

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

    [Fact]
    public void Nobody_is_believed_about_addresses_or_users_unless_named()
    {
        Assert.Empty(HostSettings.Proxies(Settings()));
        Assert.Null(HostSettings.SingleSignOn(Settings()).Header);
    }

    [Fact]
    public void Proxies_are_a_list_in_a_file_or_one_text()
    {
        IPAddress[] both = [IPAddress.Parse("10.0.0.7"), IPAddress.Parse("fd00::7")];

        Assert.Equal(both, HostSettings.Proxies(Settings(("Hosting:Proxies", "10.0.0.7, fd00::7"))));
        Assert.Equal(both, HostSettings.Proxies(Settings(("Hosting:Proxies:0", "10.0.0.7"), ("Hosting:Proxies:1", "fd00::7"))));
    }

    [Theory]
    [InlineData("Hosting:Proxies", "portal.bank.example")]
    [InlineData("SingleSignOn:Proxies", "10.0.0.0/8")]
    [InlineData("SignIn:AttemptsPerName", "0")]
    [InlineData("SignIn:AttemptsPerAddress", "many")]
    public void A_setting_of_access_that_makes_no_sense_is_named_with_its_value(string key, string value)
    {
        IConfiguration settings = Settings((key, value));

        var refusal = Assert.Throws<SettingException>(() =>
        {
            HostSettings.Proxies(settings);
            HostSettings.SingleSignOn(settings);
            HostSettings.SignInLimits(settings).Dispose();
        });

        Assert.Contains(key, refusal.Message);
        Assert.Contains($"“{value}”", refusal.Message);
    }

    [Fact]
    public void A_header_that_signs_in_is_refused_without_a_proxy_to_take_it_from()
    {
        var refusal = Assert.Throws<SettingException>(() => HostSettings.SingleSignOn(Settings(("SingleSignOn:Header", "X-User"))));

        Assert.Contains("SingleSignOn:Proxies", refusal.Message);
    }

    [Fact]
    public void Without_a_mail_server_there_is_no_mail_and_the_day_begins_at_seven()
    {
        Assert.Null(HostSettings.Mail(Settings(("Mail:From", "nobody"))));
        Assert.Equal(new JobTimes(WorksHere: true, Daily: "0 0 7 * * ?"), HostSettings.Jobs(Settings()));
        Assert.False(HostSettings.Jobs(Settings(("Jobs:Enabled", "false"))).WorksHere);
        Assert.Equal(200_000, HostSettings.Split(Settings()).Customers);
        Assert.Equal(5_000, HostSettings.Split(Settings(("Jobs:SplitFrom", "5000"))).Customers);
        Assert.True(HostSettings.AsksAhead(Settings()));
        Assert.False(HostSettings.AsksAhead(Settings(("Pages:AskAhead", "false"))));
    }

    [Theory]
    [InlineData("Required", 587)]
    [InlineData("implicit", 465)]
    [InlineData("None", 587)]
    public void Mail_is_protected_unless_it_is_said_otherwise(string tls, int port)
    {
        MailSettings mail = HostSettings.Mail(
            Settings(("Mail:Host", "mail.bank.example"), ("Mail:From", "ninegrid@bank.example"), ("Mail:Tls", tls))
        )!;

        Assert.Equal((port, Enum.Parse<MailTls>(tls, ignoreCase: true)), (mail.Port, mail.Tls));
        Assert.Equal(("zh-CN", null, null), (mail.Language.Name, mail.Link, mail.User));
    }

    [Theory]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:From", "ninegrid at bank")]
    [InlineData("Mail:Tls", "perhaps")]
    [InlineData("Mail:Port", "smtp")]
    [InlineData("Mail:Link", "ninegrid.bank.example")]
    [InlineData("Mail:Language", "fr")]
    [InlineData("Jobs:Daily", "at seven")]
    [InlineData("Jobs:Enabled", "often")]
    [InlineData("Jobs:SplitFrom", "0")]
    public void A_setting_of_mail_or_jobs_that_makes_no_sense_is_named_with_its_value(string key, string value)
    {
        (string Key, string Value)[] sound = [("Mail:Host", "mail.bank.example"), ("Mail:From", "ninegrid@bank.example")];
        IConfiguration settings = Settings([.. sound.Where(own => own.Key != key), (key, value)]);

        var refusal = Assert.Throws<SettingException>(() =>
        {
            HostSettings.Mail(settings);
            HostSettings.Jobs(settings);
            HostSettings.Split(settings);
        });

        Assert.Contains(key, refusal.Message);
        Assert.Contains($"“{value}”", refusal.Message);
    }

    [Fact]
    public void Metrics_are_off_unless_a_port_is_named_and_then_for_this_machine()
    {
        Assert.Null(HostSettings.Metrics(Settings(("Metrics:Address", "0.0.0.0"))));
        Assert.Equal(new MetricsAddress(IPAddress.Loopback, 9464), HostSettings.Metrics(Settings(("Metrics:Port", "9464"))));
        Assert.Equal(
            new MetricsAddress(IPAddress.Any, 9464),
            HostSettings.Metrics(Settings(("Metrics:Port", "9464"), ("Metrics:Address", "0.0.0.0")))
        );
    }

    [Fact]
    public void The_log_is_for_people_unless_it_is_said_otherwise()
    {
        Assert.Equal(LogFormat.Text, HostSettings.LogFormat(Settings()));
        Assert.Equal(LogFormat.Json, HostSettings.LogFormat(Settings(("Logs:Format", "json"))));
    }

    [Theory]
    [InlineData("Metrics:Port", "0")]
    [InlineData("Metrics:Port", "65536")]
    [InlineData("Metrics:Port", "metrics")]
    [InlineData("Metrics:Address", "localhost")]
    [InlineData("Logs:Format", "xml")]
    [InlineData("Logs:Format", "7")]
    public void A_setting_of_metrics_or_logs_that_makes_no_sense_is_named_with_its_value(string key, string value)
    {
        (string Key, string Value)[] sound = [("Metrics:Port", "9464")];
        IConfiguration settings = Settings([.. sound.Where(own => own.Key != key), (key, value)]);

        var refusal = Assert.Throws<SettingException>(() =>
        {
            HostSettings.Metrics(settings);
            HostSettings.LogFormat(settings);
        });

        Assert.Contains(key, refusal.Message);
        Assert.Contains($"“{value}”", refusal.Message);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
