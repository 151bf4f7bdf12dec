using System.Text.Json;
using System.Text.Json.Serialization;

namespace NineGrid.Domain.Bank;

/// <summary>A period in JSON: <c>"2025-12"</c>.</summary>
internal sealed class PeriodJson : JsonConverter<Period>
{
    public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Period.TryParse(reader.GetString(), out Period period) ? period : throw new JsonException("expected a period YYYY-MM");

    public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
