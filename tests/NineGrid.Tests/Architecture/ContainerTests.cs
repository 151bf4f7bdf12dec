using System.Text.RegularExpressions;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Architecture;

/// <summary>What can be checked of the container files without a container engine.</summary>
public sealed class ContainerTests
{
    private static readonly string Image = File.ReadAllText(Repository.File("Dockerfile"));
    private static readonly string Compose = File.ReadAllText(Repository.File("docker-compose.yml"));

    [Fact]
    public void The_image_runs_without_rights_and_says_whether_it_is_well()
    {
        Assert.Matches(@"(?m)^USER \$APP_UID$", Image);
        Assert.Matches(@"(?m)^HEALTHCHECK .*/health/ready$", Image);
    }

    [Fact]
    public void Ports_are_published_on_this_machine_only()
    {
        MatchCollection ports = Matches(@"^ {4}ports:\n(?: {6}- ""(?<port>[^""]+)""\n)+", Compose);

        Assert.NotEmpty(ports);
        Assert.All(ports, match => Assert.All(match.Groups["port"].Captures, port => Assert.StartsWith("127.0.0.1:", port.Value)));
    }

    [Fact]
    public void Every_setting_of_the_compose_file_is_explained_in_the_example()
    {
        string example = File.ReadAllText(Repository.File(".env.example"));
        string[] asked = [.. Matches(@"\$\{(?<name>NINEGRID_\w+)", Compose).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Matches($"(?m)^{name}=", example));
    }

    [Fact]
    public void Secrets_stay_out_of_the_repository()
    {
        Assert.Contains(".env", File.ReadAllLines(Repository.File(".gitignore")));
        Assert.Contains("NINEGRID_DB_PASSWORD=", File.ReadAllLines(Repository.File(".env.example")));
    }

    private static MatchCollection Matches(string pattern, string text) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
