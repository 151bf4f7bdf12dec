using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;
using NineGrid.Web.Jobs;

namespace NineGrid.Tests.Web.Jobs;

/// <summary>PostgreSQL is stopped under two sites and a worker, stays away for a minute, and comes back.</summary>
public sealed class OutageTests
{
    private static readonly Period December = Period.Of(2025, 12);

    // Longer than what any node waits before it gives another one up.
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(1);

    // A command may take 30 s, a connection 15 s.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(45);

    private static readonly string[] Pages = ["/customers", "/grid", "/today", "/admin/jobs", "/admin/periods"];

    [Fact]
    public async Task Pages_answer_503_in_between_then_200_and_no_job_is_lost_or_done_twice()
    {
        using var folder = new TemporaryFolder();
        new SampleBank(customers: 3_000, months: 25, seed: 2, December).WriteTo(
            folder.File("bank"),
            progress: null,
            CancellationToken.None
        );
        await using TestDatabase undisturbed = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        await FillAsync(undisturbed, folder.File("bank"));
        await undisturbed.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        string cluster = TestRun.Cluster("-outage");
        string connection = await PostgreSqlCluster.StartAsync(cluster, "-c synchronous_commit=on");
        try
        {
            // Who only looks on keeps no connection that could be a dead one.
            await using var shared = new TestDatabase(
                DatabaseProvider.PostgreSql,
                connection + ";Pooling=False",
                time: null,
                () => Task.CompletedTask
            );
            var database = new DatabaseOptions(DatabaseProvider.PostgreSql, connection);
            await shared.UseAsync((DatabaseSchema schema) => schema.UpgradeAsync(CancellationToken.None));
            await FillAsync(shared, folder.File("bank"));
            await JobStore.CreateAsync(shared.Options, CancellationToken.None);
            await using NodeProcess worker = await NodeProcess.WorkAsync(database);
            await using NodeProcess one = await NodeProcess.ServeAsync(database);
            await using NodeProcess two = await NodeProcess.ServeAsync(database);
            NodeProcess[] nodes = [worker, one, two];
            using var visitor = new Visitor(one.Address!);
            await visitor.SignInAsync("analyst", SampleUsers.Password);
            await using var readers = new Readers([one.Address!, two.Address!], visitor.Cookies);
            await readers.AllAnswerAsync(HttpStatusCode.OK);

            using FormUrlEncodedContent form = await visitor.FormAsync("/admin/periods", ("month", "2025-12"), ("scheme", "default"));

            // The crash of a server in the middle of a snapshot, while others wait for their turn.
            int snapshot = await AskAsync(shared, JobKind.Snapshot, """{"period":"2025-12","scheme":"default"}""");
            int import = await AskAsync(shared, JobKind.Import, """{"acceptGoodRows":false}""", await StoreAsync(shared, "G-crash"));
            int daily = await AskAsync(shared, JobKind.DailyAlerts, order: null);
            await UntilAsync(shared, [snapshot, import, daily], rows => rows[0] is { State: JobState.Running, Stage: not null });
            await PostgreSqlCluster.RunAsync("halt", cluster, "immediate");
            long stopped = Stopwatch.GetTimestamp();
            await readers.AllAnswerAsync(HttpStatusCode.ServiceUnavailable);
            using (
                HttpResponseMessage sent = await visitor.Client.PostAsync(new Uri("/admin/periods?handler=Compute", UriKind.Relative), form)
            )
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
                Assert.Contains("look whether it is there before you send it again", await sent.Content.ReadAsStringAsync());
            }

            await Task.Delay(Away - Stopwatch.GetElapsedTime(stopped));
            await PostgreSqlCluster.RunAsync("resume", cluster);
            await readers.AllAnswerAsync(HttpStatusCode.OK);
            JobRow[] ended = await UntilEndedAsync(shared, [snapshot, import, daily]);
            Assert.All(ended, job => Assert.True(job.State == JobState.Done, $"{job.Kind} {job.State}: {job.Reason}"));

            // An orderly restart of the server. That the job of afterwards is found shows that the schedule still runs.
            int second = await AskAsync(shared, JobKind.Import, """{"acceptGoodRows":false}""", await StoreAsync(shared, "G-restart"));
            await PostgreSqlCluster.RunAsync("halt", cluster, "fast");
            await readers.AllAnswerAsync(HttpStatusCode.ServiceUnavailable);
            await PostgreSqlCluster.RunAsync("resume", cluster);
            await readers.AllAnswerAsync(HttpStatusCode.OK);
            int third = await AskAsync(shared, JobKind.Import, """{"acceptGoodRows":false}""", await StoreAsync(shared, "G-after"));
            Assert.All(await UntilEndedAsync(shared, [second, third]), job => Assert.Equal(JobState.Done, job.State));

            Assert.Equal(5, await shared.UseAsync(db => db.Jobs.CountAsync())); // what was sent in between is no job
            await readers.DisposeAsync();
            string failures = string.Join(
                '\n',
                nodes.SelectMany(node => node.Log.Split('\n')).Where(line => line.Contains(" 500 ")).Take(20)
            );
            Assert.True(readers.Wrong.IsEmpty, string.Join('\n', readers.Wrong.Take(10)) + '\n' + failures);
            Assert.All(nodes, node => Assert.True(node.Lives));
            Assert.Equal(
                [.. Enumerable.Repeat(AuditAction.Imported, 1 + 3), .. Enumerable.Repeat(AuditAction.SnapshotComputed, 1 + 1)],
                await shared.UseAsync(db =>
                    db.Audit.Where(row => row.Action == AuditAction.Imported || row.Action == AuditAction.SnapshotComputed)
                        .OrderBy(row => row.Action == AuditAction.SnapshotComputed)
                        .Select(row => row.Action)
                        .ToListAsync()
                )
            );
            Assert.Equal(
                ["G-after", "G-crash", "G-restart"],
                await shared.UseAsync(db =>
                    db.Groups.Where(row => row.Name == "brought").OrderBy(row => row.Code).Select(row => row.Code).ToListAsync()
                )
            );
            foreach (ExportKind kind in Enum.GetValues<ExportKind>().Except([ExportKind.Migration]))
            {
                Assert.Equal(await undisturbed.ExportAsync(kind, December), await shared.ExportAsync(kind, December));
            }
        }
        finally
        {
            await PostgreSqlCluster.RunAsync("stop", cluster);
        }
    }

    private static async Task FillAsync(TestDatabase database, string package)
    {
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(Period.Of(2025, 9)));
        await database.UseAsync<SampleUsers, bool>(async users =>
        {
            await users.CreateAsync(CancellationToken.None);
            return true;
        });
    }

    private static Task<int> StoreAsync(TestDatabase database, string group) =>
        database.UseAsync<StoredFiles, int>(async files =>
        {
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"code,name\n{group},brought\n"));
            return await files.StoreAsync("groups.csv", content, CancellationToken.None);
        });

    // Entered as by a node that ends before it has told the scheduler: whoever works finds it.
    private static Task<int> AskAsync(TestDatabase database, JobKind kind, string? order, int? file = null) =>
        database.UseAsync<JobLedger, int>(ledger => ledger.EnterAsync(kind, kind.ToString(), order, file, "admin", CancellationToken.None));

    private static Task<JobRow[]> UntilEndedAsync(TestDatabase database, int[] jobs) =>
        UntilAsync(database, jobs, rows => rows.All(row => row.State is not (JobState.Waiting or JobState.Running)));

    private static async Task<JobRow[]> UntilAsync(TestDatabase database, int[] jobs, Func<JobRow[], bool> reached)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            JobRow[] rows = await database.UseAsync(db =>
                db.Jobs.AsNoTracking().Where(row => jobs.Contains(row.Id)).OrderBy(row => row.Id).ToArrayAsync()
            );
            if (reached(rows))
            {
                return rows;
            }

            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(3))
            {
                throw new TimeoutException($"Jobs stay as they are: {string.Join("; ", rows.Select(row => $"{row.Kind} {row.State}"))}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>People who read pages without pause, and a probe; they know each other's answers.</summary>
    private sealed class Readers : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly List<Task> _tasks = [];
        private readonly List<Reader> _readers = [];

        public Readers(Uri[] sites, CookieContainer session)
        {
            foreach (Uri site in sites)
            {
                var cookies = new CookieContainer();
                foreach (Cookie cookie in session.GetAllCookies())
                {
                    cookies.Add(site, new Cookie(cookie.Name, cookie.Value));
                }

                foreach (string page in Pages)
                {
                    _readers.Add(new(site, page, cookies));
                }

                _readers.Add(new(site, "/health/ready", cookies));
                _tasks.Add(ReadAsync(new(site, "/health/live", cookies), answer => answer == HttpStatusCode.OK));
            }

            foreach (Reader reader in _readers)
            {
                _tasks.Add(ReadAsync(reader, answer => answer is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
            }
        }

        /// <summary>Answers that nobody may get, and when there was none at all.</summary>
        public ConcurrentQueue<string> Wrong { get; } = [];

        /// <summary>Waits until each page has answered so three times in a row, having been asked from now on.</summary>
        public async Task AllAnswerAsync(HttpStatusCode status)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (Reader reader in _readers)
            {
                reader.Forget();
            }

            while (_readers.Any(reader => reader.InARow(status) < 3))
            {
                if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(100))
                {
                    throw new TimeoutException(
                        $"not all pages answer {status}: {string.Join("; ", _readers.Select(reader => reader.ToString()))}\n{string.Join('\n', Wrong.Take(5))}"
                    );
                }

                await Task.Delay(20);
            }
        }

        private async Task ReadAsync(Reader reader, Func<HttpStatusCode, bool> isRight)
        {
            using Reader own = reader;
            while (!_end.IsCancellationRequested)
            {
                long start = Stopwatch.GetTimestamp();
                try
                {
                    HttpStatusCode answer = await reader.AskAsync(_end.Token);
                    if (!isRight(answer) || Stopwatch.GetElapsedTime(start) > LongestAnswer)
                    {
                        Wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{reader}, in {Stopwatch.GetElapsedTime(start)}"));
                    }

                    await Task.Delay(250, _end.Token);
                }
                catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
                {
                    if (!_end.IsCancellationRequested)
                    {
                        Wrong.Enqueue($"{reader}: {failure.Message}");
                    }
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await Task.WhenAll(_tasks);
        }
    }

    private sealed class Reader(Uri site, string page, CookieContainer cookies) : IDisposable
    {
        private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies })
        {
            BaseAddress = site,
            Timeout = TimeSpan.FromMinutes(2),
        };
        private readonly Lock _counting = new();
        private HttpStatusCode _last;
        private int _times;

        // What is under way when somebody forgets does not count.
        private bool _fresh;

        public void Forget()
        {
            lock (_counting)
            {
                (_times, _fresh) = (0, false);
            }
        }

        public int InARow(HttpStatusCode status)
        {
            lock (_counting)
            {
                return _last == status ? _times : 0;
            }
        }

        public async Task<HttpStatusCode> AskAsync(CancellationToken cancellationToken)
        {
            lock (_counting)
            {
                _fresh = true;
            }

            using HttpResponseMessage answer = await _client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
            lock (_counting)
            {
                if (_fresh)
                {
                    _times = answer.StatusCode == _last ? _times + 1 : 1;
                    _last = answer.StatusCode;
                }
            }

            return answer.StatusCode;
        }

        public void Dispose() => _client.Dispose();

        public override string ToString() => $"{page} of {site.Port}: {(int)_last}";
    }
}
