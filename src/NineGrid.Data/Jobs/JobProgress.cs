using System.Globalization;
using NineGrid.Data.Jobs;

namespace NineGrid.Data;

/// <summary>How far a long job is.</summary>
/// <param name="Stage">What it is doing, a short English phrase such as <c>facts.csv</c> or <c>portraits</c>.</param>
/// <param name="Done">Units done in this stage.</param>
/// <param name="Total">Units in this stage; null when unknown.</param>
public sealed record JobProgress(string Stage, long Done, long? Total);

/// <summary>A job cannot be done as asked, and nothing was changed; the message tells a person what, why and what to do.</summary>
public class JobRefusedException : Exception
{
    /// <summary>A refusal that only the command line meets, which speaks English.</summary>
    public JobRefusedException(string message)
        : base(message) => Reason = new("", message, []);

    /// <summary>A refusal that pages tell in the reader's language.</summary>
    /// <param name="code">Names its text in the catalogues: <c>refusal.CODE</c>, with the same arguments.</param>
    /// <param name="message">The same in English.</param>
    public JobRefusedException(string code, FormattableString message)
        : base(FormattableString.Invariant(message)) =>
        Reason = new(
            code,
            FormattableString.Invariant(message),
            [.. message.GetArguments().Select(one => Convert.ToString(one, CultureInfo.InvariantCulture) ?? "")]
        );

    /// <summary>The message in parts.</summary>
    public JobReason Reason { get; }
}

/// <summary>Another job changes the bank's data at the moment; the same can be asked for again when it is done.</summary>
public sealed class BankBusyException()
    : JobRefusedException(
        "BankBusy",
        $"Another import, snapshot or closing is running on this database; start this one again when it is done."
    );
