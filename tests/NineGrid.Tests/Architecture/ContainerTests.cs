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
    public void Two_web_nodes_stand_behind_the_proxy_and_a_worker_does_the_jobs()
    {
        string proxy = File.ReadAllText(Repository.File("proxy.conf"));
        string[] behind = [.. Matches(@"^ {4}server (?<node>[\w-]+):8080;$", proxy).Select(match => match.Groups["node"].Value)];

        Assert.Equal(["web-1", "web-2"], behind);
        Assert.All(behind, node => Assert.Contains("<<: *web\n", Service(node)));
        Assert.Contains("""command: ["worker"]""", Service("worker"));
        Assert.DoesNotContain("ports:", Service("web-1") + Service("web-2") + Service("worker") + Template("web") + Template("app"));
    }

    [Fact]
    public void Web_nodes_believe_the_proxy_and_nobody_else()
    {
        string address = Matches(@"^ {8}ipv4_address: (?<address>\S+)$", Service("proxy")).Single().Groups["address"].Value;

        Assert.Contains($"Hosting__Proxies: {address}\n", Template("web"));
        Assert.Contains("X-Forwarded-For $remote_addr;", File.ReadAllText(Repository.File("proxy.conf")));
        Assert.Contains("X-Forwarded-Proto $scheme;", File.ReadAllText(Repository.File("proxy.conf")));
    }

    [Fact]
    public void Nothing_starts_before_the_schema_is_there()
    {
        const string Migrated = "    migrate:\n      condition: service_completed_successfully\n";

        Assert.Contains("""command: ["migrate"]""", Service("migrate"));
        Assert.Contains("depends_on: &after-migration\n", Template("web"));
        Assert.Contains(Migrated, Template("web"));
        Assert.Contains("depends_on: *after-migration\n", Service("worker"));
    }

    [Fact]
    public void Every_container_of_the_program_can_write_nowhere_but_in_memory_and_has_no_capabilities()
    {
        string[] guards = ["read_only: true\n", "tmpfs: /tmp\n", "cap_drop: [ALL]\n", "security_opt: [\"no-new-privileges:true\"]\n"];

        foreach (string text in (string[])[Template("app"), Service("proxy")])
        {
            Assert.All(guards, guard => Assert.Contains(guard, text));
        }

        Assert.Contains("<<: *app\n", Template("web"));
        Assert.All((string[])["migrate", "worker"], name => Assert.Contains("<<: *app\n", Service(name)));
        Assert.DoesNotContain(
            "image: ninegrid",
            string.Concat(Matches(@"^services:\n(?<all>(?:.*\n)+?)^networks:", Compose).Select(match => match.Value))
        );
        Assert.Contains("Logs__Folder: \"\"\n", Template("app"));
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

    private static string Service(string name) => Part($@"^  {name}:\n(?: {{3,}}.*\n| *\n)+", name);

    private static string Template(string name) => Part($@"^x-{name}: &{name}\n(?: {{2,}}.*\n| *\n)+", name);

    private static string Part(string pattern, string name)
    {
        MatchCollection found = Matches(pattern, Compose);
        return found.Count == 1 ? found[0].Value : throw new InvalidOperationException($"{name} is there {found.Count} times");
    }

    private static MatchCollection Matches(string pattern, string text) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
