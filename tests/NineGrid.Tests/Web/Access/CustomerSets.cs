using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsvHelper;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Access;

/// <summary>Reads, as a user, which customers the site gives for the address of a list: in every way in which it gives them.</summary>
internal sealed partial class CustomerSets(Visitor visitor)
{
    /// <summary>The ways; each must give the same customers, and as many as are counted.</summary>
    public static IReadOnlyList<(string Name, Func<CustomerSets, string, Task<IReadOnlyList<string>>> Read)> Ways { get; } =
    [
        ("the list over all its pages", (sets, address) => sets.ListedAsync(address)),
        ("the CSV behind its link", (sets, address) => sets.ExportedAsync(address)),
        ("the workbook behind its link", (sets, address) => sets.InWorkbookAsync(address)),
    ];

    /// <summary>The counts of a grid, each with the address of the list behind it.</summary>
    public async Task<IReadOnlyList<(int Count, string Address)>> CountsAsync(string grid)
    {
        string page = await visitor.PageAsync(grid);
        return
        [
            .. Corner()
                .Matches(page)
                .Concat(Reason().Matches(page))
                .Concat(Band().Matches(page))
                .Select(match => (Whole(match.Groups["count"].Value), WebUtility.HtmlDecode(match.Groups["address"].Value))),
        ];
    }

    /// <summary>The number in the title of a list.</summary>
    public async Task<int> CountedAsync(string address) => Whole(Title().Match(await visitor.PageAsync(address)).Groups["count"].Value);

    /// <summary>The numbers of the customers of a list.</summary>
    public async Task<IReadOnlyList<string>> ListedAsync(string address)
    {
        List<string> listed = [];
        for (string? next = address; next is not null; )
        {
            string page = await visitor.PageAsync(next);
            listed.AddRange(Row().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["no"].Value)));
            next = Next().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["address"].Value) : null;
        }

        return listed;
    }

    /// <summary>The numbers of the customers in the file that the page of a list offers; none when it offers none.</summary>
    public async Task<IReadOnlyList<string>> ExportedAsync(string address)
    {
        if (await FileAsync(address, Export()) is not byte[] file)
        {
            return [];
        }

        using var reader = CsvReader.Create(new MemoryStream(file), new CsvReaderOptions { HasHeader = true });
        List<string> numbers = [];
        while (reader.Read())
        {
            numbers.Add(reader.GetString(0));
        }

        return numbers;
    }

    /// <summary>The same of the workbook.</summary>
    public async Task<IReadOnlyList<string>> InWorkbookAsync(string address) =>
        await FileAsync(address, Workbook()) is byte[] file ? [.. Workbooks.Read(file)[0].Rows.Skip(1).Select(row => (string)row[0]!)] : [];

    private async Task<byte[]?> FileAsync(string address, Regex link)
    {
        if (link.Match(await visitor.PageAsync(address)) is not { Success: true } found)
        {
            return null;
        }

        using HttpResponseMessage file = await visitor.GetAsync(WebUtility.HtmlDecode(found.Groups["address"].Value));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        return await file.Content.ReadAsByteArrayAsync();
    }

    private static int Whole(string count) => int.Parse(string.Concat(count.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex("""<a class="corner" data-cell="\w\w" href="(?<address>[^"]+)">\s*<b class="corner-count">(?<count>[^<]+)</b>""")]
    private static partial Regex Corner();

    [GeneratedRegex("""<li><a href="(?<address>[^"]+)"><b class="num">(?<count>[^<]+)</b>""")]
    private static partial Regex Reason();

    [GeneratedRegex("""<a class="band-name [^"]*" href="(?<address>[^"]+)">[^<]*</a></th>\s*<td class="num">(?<count>[^<]+)</td>""")]
    private static partial Regex Band();

    [GeneratedRegex("""<h1>[^<]*: (?<count>[\d\s]+) customers? in the selection</h1>""")]
    private static partial Regex Title();

    [GeneratedRegex("""<td (role="cell" )?class="code">(?<no>[^<]+)</td>""")]
    private static partial Regex Row();

    [GeneratedRegex("""<a download href="(?<address>[^"]+as=csv)""")]
    private static partial Regex Export();

    [GeneratedRegex("""<a download href="(?<address>[^"]+as=xlsx)""")]
    private static partial Regex Workbook();

    [GeneratedRegex("""<a rel="next" href="(?<address>[^"]+)">""")]
    private static partial Regex Next();
}
