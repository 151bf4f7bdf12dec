using System.Text.Json;

namespace NineGrid.Data.Jobs;

/// <summary>Why a job did not end well, in parts, so that it can be told in the reader's language.</summary>
/// <param name="Code">Names its text in the catalogues; empty for none.</param>
/// <param name="Text">The whole in English.</param>
/// <param name="Arguments">What fills the gaps of that text.</param>
public sealed record JobReason(string Code, string Text, IReadOnlyList<string> Arguments)
{
    /// <summary>As it is kept with the job.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JobJson.Options);

    /// <summary>What was kept.</summary>
    public static JobReason FromJson(string json) => JsonSerializer.Deserialize<JobReason>(json, JobJson.Options)!;
}
