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
        "lack",
        "manager",
        "member",
        "q",
        "moved",
        "sort",
        "columns",
        "no",
        "page-no",
        "view",
        "colour",
        "zoom",
        "trail",
        "target",
        .. WhatIfForm.Names,
        "by",
        "against",
        "ranking",
        "indicator",
        "among",
        "share",
        "lever",
        "from",
        "measure",
        "drawn",
        "across",
        "rank",
        "state",
        "due",
        "owner",
        "order",
    ];

    private readonly Dictionary<string, StringValues> _values;

    private Address(string path, Dictionary<string, StringValues> values)
    {
        Path = path;
        _values = values;
    }

    /// <summary>The path without the query.</summary>
    public string Path { get; }

    /// <summary>The address of a request; parameters that no view knows and characters that nobody types are left out.</summary>
    public static Address Of(HttpRequest request) => Of(request.Path.Value ?? "/", name => request.Query[name]);

    /// <summary>An address that was written by <see cref="ToString"/>.</summary>
    public static Address Parse(string address)
    {
        int query = address.IndexOf('?', StringComparison.Ordinal);
        Dictionary<string, StringValues> values = QueryHelpers.ParseQuery(query < 0 ? "" : address[query..]);
        return Of(query < 0 ? address : address[..query], name => values.GetValueOrDefault(name));
    }

    private static Address Of(string path, Func<string, StringValues> values) =>
        new(
            path,
            Known
                .Select(name => (Name: name, Values: Counting(name, values(name))))
                .Where(pair => !StringValues.IsNullOrEmpty(pair.Values))
                .ToDictionary(pair => pair.Name, pair => pair.Values, StringComparer.Ordinal)
        );

    // What a form with boxes to tick says in several values stays several, or is said in one; of anything else the last one counts.
    private static StringValues Counting(string name, StringValues values) =>
        name switch
        {
            "no" => AllTyped(values),
            "columns" => string.Join(',', AllTyped(values)),
            _ => Typed(values),
        };

    private static string[] AllTyped(StringValues values) => [.. values.OfType<string>().Select(Typed).Where(value => value.Length > 0)];

    /// <summary>What somebody typed: the last value, without control characters and blanks around it.</summary>
    public static string Typed(StringValues values) => StringValues.IsNullOrEmpty(values) ? "" : Typed(values[^1]!);

    private static string Typed(string value) => string.Concat(value.Where(letter => !char.IsControl(letter))).Trim();

    /// <summary>The value of a parameter, the last of several; null when it is not set.</summary>
    public string? this[string name] => All(name) is [.., string last] ? last : null;

    /// <summary>All values of a parameter.</summary>
    public IReadOnlyList<string> All(string name) => [.. _values.GetValueOrDefault(name).OfType<string>()];

    /// <summary>The parameters that are set, in order; one with several values comes as often.</summary>
    public IEnumerable<(string Name, string Value)> Values => from name in Known from value in All(name) select (name, value);

    /// <summary>The same view elsewhere.</summary>
    public Address To(string path) => new(path, _values);

    /// <summary>The same with one parameter set, or removed when null. A change of the view starts again at the first page.</summary>
    public Address With(string name, string? value) => WithAll(name, value);

    /// <summary>The same with a parameter that has several values.</summary>
    public Address WithAll(string name, StringValues several)
    {
        if (!Known.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"No view knows the parameter {name}.", nameof(name));
        }

        var values = new Dictionary<string, StringValues>(_values, StringComparer.Ordinal);
        values.Remove("page-no");
        values.Remove(name);
        if (!StringValues.IsNullOrEmpty(several))
        {
            values.Add(name, several);
        }

        return new(Path, values);
    }

    /// <summary>The list of the same customers: every filter, without how they are shown here.</summary>
    public Address ToList() =>
        ((string[])["grid", "sort", "view", "colour", "zoom", "trail", "from", "measure", "drawn", "across", "rank"]).Aggregate(
            To("/customers"),
            (list, name) => list.With(name, null)
        );

    /// <summary>The list of the customers of a set, from here or from another institution.</summary>
    /// <param name="value">Part of the value grid.</param>
    /// <param name="institution">Code of the institution; null for the one in force.</param>
    public Address ToSet(string value, string? institution = null)
    {
        Address list = Frame().To("/customers").With("value", value);
        return institution is null ? list : list.With("institution", institution);
    }

    /// <summary>Only the period and the institution.</summary>
    public Address Frame() =>
        new(
            Path,
            _values
                .Where(pair => pair.Key is "institution" or "period")
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
        );

    /// <summary>A whole table of the view as a file.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="extension">The kind of file, <c>csv</c>.</param>
    public string Export(string table, string extension) =>
        QueryHelpers.AddQueryString(
            With("page-no", null).ToString(),
            [KeyValuePair.Create("handler", (string?)"export"), new("table", table), new("as", extension)]
        );

    /// <summary>What follows the path: <c>?size=S</c>; empty for nothing.</summary>
    public string Query => ToString()[Path.Length..];

    /// <inheritdoc/>
    public override string ToString() =>
        QueryHelpers.AddQueryString(Path, Values.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
