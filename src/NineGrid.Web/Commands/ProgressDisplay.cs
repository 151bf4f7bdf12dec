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
        private readonly Lock _writing = new();
        private string? _stage;
        private long _written;

        public void Report(JobProgress value)
        {
            lock (_writing)
            {
                if (
                    string.Equals(value.Stage, _stage, StringComparison.Ordinal)
                    && clock.GetElapsedTime(_written) < TimeSpan.FromSeconds(1)
                )
                {
                    return;
                }

                _stage = value.Stage;
                _written = clock.GetTimestamp();
                Console.Error.WriteLine(
                    value.Total is long total
                        ? string.Create(CultureInfo.InvariantCulture, $"{_stage}: {value.Done:N0} of {total:N0}")
                        : string.Create(CultureInfo.InvariantCulture, $"{_stage}: {value.Done:N0}")
                );
            }
        }
    }

    /// <summary>A bar for each stage; the one before is full when the next begins.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<JobProgress>
    {
        private readonly Lock _drawing = new();
        private string? _stage;
        private ProgressTask? _bar;

        public void Report(JobProgress value)
        {
            lock (_drawing)
            {
                if (_bar is null || !string.Equals(value.Stage, _stage, StringComparison.Ordinal))
                {
                    Fill(_bar);
                    _stage = value.Stage;
                    _bar = context.AddTask(Markup.Escape(_stage));
                }

                _bar.IsIndeterminate = value.Total is null;
                _bar.MaxValue = Math.Max(1, value.Total ?? 1);
                _bar.Value = value.Done;
            }
        }

        private static void Fill(ProgressTask? bar)
        {
            if (bar is not null)
            {
                bar.IsIndeterminate = false;
                bar.Value = bar.MaxValue;
                bar.StopTask();
            }
        }
    }
}
