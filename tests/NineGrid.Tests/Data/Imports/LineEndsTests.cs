using System.Text;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class LineEndsTests
{
    [Theory]
    [InlineData("\n", "\n", "\n")]
    [InlineData("\r\n", "\r\n", "\r\n")]
    [InlineData("\r", "\r", "\r")]
    [InlineData("\r", "\r\n", "\n")]
    [InlineData("\n", "\r", "\r\n")]
    public async Task Lines_may_end_in_any_way(string first, string second, string third)
    {
        ImportCheck check = await CheckAsync(Encoding.UTF8.GetBytes($"code,name{first}G1,甲{second}G2,{third}G3,丙"));

        Assert.Equal([2, 3, 4], check.Files[0].First.Select(row => row.Line));
        Assert.Equal(["groups.csv, line 3, column name, value \"\": empty; expected a value"], check.Errors.Messages());
    }

    [Fact]
    public async Task Empty_lines_and_lines_inside_of_quotes_count()
    {
        ImportCheck check = await CheckAsync("code,name\r\n\r\n\r\"G\n1\",\"甲\r乙\"\r\nG2,\"丙\r\n丁\"\rG3,戊\n"u8.ToArray());

        Assert.Equal([4, 7, 9], check.Files[0].First.Select(row => row.Line));
        Assert.Equal(
            [
                "groups.csv, line 4, column code, value \"G·1\": expected 1 to 64 characters without control characters and blanks at either end",
            ],
            check.Errors.Messages()
        );
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task A_line_that_is_in_no_encoding_is_named_whatever_ends_the_lines(string end)
    {
        byte[] file = [.. Encoding.UTF8.GetBytes($"code,name{end}G1,甲{end}G2,"), 0xFF, 0xFF, .. Encoding.UTF8.GetBytes(end)];

        ImportCheck check = await CheckAsync(file);

        Assert.Equal(
            ["groups.csv, line 3: cannot be read: the text is neither UTF-8 nor GB18030; this is the first line that is not UTF-8"],
            check.Errors.Messages()
        );
    }

    [Fact]
    public async Task A_header_of_a_million_columns_is_one_error()
    {
        ImportCheck check = await CheckAsync(Encoding.UTF8.GetBytes("code,name" + new string(',', 999_998) + "\nG1,甲\n"));

        Assert.Equal(
            ["groups.csv, line 1: cannot be read: the header has 1000000 columns; expected at most 1000"],
            check.Errors.Messages()
        );
        Assert.Equal(0, check.NoticeCount);
    }

    [Fact]
    public async Task A_row_of_a_million_fields_is_one_error()
    {
        ImportCheck check = await CheckAsync(Encoding.UTF8.GetBytes("code,name\nG1,甲" + new string(',', 999_998) + "\nG2,乙\n"));

        Assert.Equal(["groups.csv, line 2: another number of fields than the header: 1000000 ≠ 2"], check.Errors.Messages());
        Assert.Equal(1000, check.Files[0].First[0].Fields.Count);
    }

    private static async Task<ImportCheck> CheckAsync(byte[] groups)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = new PackageFolder().Bytes("groups.csv", groups);
        return await database.CheckAsync(package.Path);
    }
}
