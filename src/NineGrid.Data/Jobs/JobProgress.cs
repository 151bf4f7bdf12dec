namespace NineGrid.Data;

/// <summary>How far a long job is.</summary>
/// <param name="Stage">What it is doing, a short English phrase such as <c>facts.csv</c> or <c>portraits</c>.</param>
/// <param name="Done">Units done in this stage.</param>
/// <param name="Total">Units in this stage; null when unknown.</param>
public sealed record JobProgress(string Stage, long Done, long? Total);

/// <summary>A job cannot be done as asked, and nothing was changed; the message tells a person what, why and what to do.</summary>
public class JobRefusedException(string message) : Exception(message);

/// <summary>Another job changes the bank's data at the moment; the same can be asked for again when it is done.</summary>
public sealed class BankBusyException()
    : JobRefusedException("Another import, snapshot or closing is running on this database; start this one again when it is done.");
