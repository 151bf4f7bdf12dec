using System.Text.Json;
using System.Text.Json.Serialization;

namespace NineGrid.Data.Jobs;

/// <summary>How the orders and outcomes of jobs are written.</summary>
public static class JobJson
{
    /// <summary>Enumerations by their names.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
