using System.Globalization;
using NineGrid.Data;
using Spectre.Console;

namespace NineGrid.Web.Commands;

/// <summary>Shows how far a job is: bars on a terminal, plain lines elsewhere; always on standard error, as standard output may carry an export.</summary>
internal static class ProgressDisplay
{
    public static async Task<T> ShowAsync<T>(TimeProvider clock, Func<IProgress<JobProgress>, Task<T>> job)
    {
        if (Console.IsErrorRedirected)
        {
            return await job(new Lines(clock));
        }

        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => job(new Bars(context)));
    }

    /// <summary>A line when a stage begins, and then at most one a second.</summary>
    private sealed class Lines(TimeProvider clock) : IProgress<JobProgress>
    {
        private readonly Lock writing = new();
        private string? stage;
        private long written;

        public void Report(JobProgress value)
        {
            lock (writing)
            {
                if (string.Equals(value.Stage, stage, StringComparison.Ordinal) && clock.GetElapsedTime(written) < TimeSpan.FromSeconds(1))
                {
                    return;
                }

                stage = value.Stage;
                written = clock.GetTimestamp();
                Console.Error.WriteLine(
                    value.Total is long total
                        ? string.Create(CultureInfo.InvariantCulture, $"{stage}: {value.Done:N0} of {total:N0}")
                        : string.Create(CultureInfo.InvariantCulture, $"{stage}: {value.Done:N0}")
                );
            }
        }
    }

    /// <summary>A bar for each stage; the one before is full when the next begins.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<JobProgress>
    {
        private readonly Lock drawing = new();
        private string? stage;
        private ProgressTask? bar;

        public void Report(JobProgress value)
        {
            lock (drawing)
            {
                if (bar is null || !string.Equals(value.Stage, stage, StringComparison.Ordinal))
                {
                    bar?.StopTask();
                    stage = value.Stage;
                    bar = context.AddTask(Markup.Escape(stage));
                }

                bar.IsIndeterminate = value.Total is null;
                bar.MaxValue = Math.Max(1, value.Total ?? 1);
                bar.Value = value.Done;
            }
        }
    }
}
