using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace NineGrid.Web.Pages;

/// <summary>The address of a view: everything that it shows is in it, and every drill keeps what it does not change.</summary>
public sealed class Address
{
    // In the order in which they are written.
    private static readonly string[] Known =
    [
        "institution",
        "period",
        "grid",
        "value",
        "growth",
        "group",
        "size",
        "industry",
        "strategy",
        "manager",
        "member",
        "q",
        "sort",
        "page-no",
        "view",
        "colour",
        "zoom",
        "trail",
    ];

    private readonly Dictionary<string, string> _values;

    private Address(string path, Dictionary<string, string> values)
    {
        Path = path;
        _values = values;
    }

    /// <summary>The path without the query.</summary>
    public string Path { get; }

    /// <summary>The address of a request; parameters that no view knows and characters that nobody types are left out.</summary>
    public static Address Of(HttpRequest request) =>
        new(
            request.Path.Value ?? "/",
            Known
                .Select(name => (Name: name, Value: Typed(request.Query[name])))
                .Where(pair => pair.Value.Length > 0)
                .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)
        );

    /// <summary>What somebody typed: the last value, without control characters and blanks around it.</summary>
    public static string Typed(StringValues values) =>
        StringValues.IsNullOrEmpty(values) ? "" : string.Concat(values[^1]!.Where(letter => !char.IsControl(letter))).Trim();

    /// <summary>The value of a parameter; null when it is not set.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The parameters that are set, in order.</summary>
    public IEnumerable<(string Name, string Value)> Values =>
        from name in Known
        where _values.ContainsKey(name)
        select (name, _values[name]);

    /// <summary>The same view elsewhere.</summary>
    public Address To(string path) => new(path, _values);

    /// <summary>The same with one parameter set, or removed when null. A change of the view starts again at the first page.</summary>
    public Address With(string name, string? value)
    {
        if (!Known.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"No view knows the parameter {name}.", nameof(name));
        }

        var values = new Dictionary<string, string>(_values, StringComparer.Ordinal);
        values.Remove("page-no");
        values.Remove(name);
        if (!string.IsNullOrEmpty(value))
        {
            values.Add(name, value);
        }

        return new(Path, values);
    }

    /// <summary>The list of the same customers: every filter, without how they are shown here.</summary>
    public Address ToList() =>
        ((string[])["grid", "sort", "view", "colour", "zoom", "trail"]).Aggregate(To("/customers"), (list, name) => list.With(name, null));

    /// <summary>Only the period and the institution.</summary>
    public Address Frame() =>
        new(
            Path,
            _values
                .Where(pair => pair.Key is "institution" or "period")
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
        );

    /// <summary>The whole selection as a file.</summary>
    /// <param name="extension">The kind of file, <c>csv</c>.</param>
    public string Export(string extension) =>
        QueryHelpers.AddQueryString(
            With("page-no", null).ToString(),
            [KeyValuePair.Create("handler", (string?)"export"), new("as", extension)]
        );

    /// <inheritdoc/>
    public override string ToString() =>
        QueryHelpers.AddQueryString(Path, Values.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
