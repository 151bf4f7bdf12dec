using System.Text;
using ExcelDataReader;

namespace NineGrid.Tests.Support;

/// <summary>A sheet as somebody else's reader sees it; empty cells are null.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<object?[]> Rows);

/// <summary>Reads workbooks.</summary>
internal static class Workbooks
{
    static Workbooks() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<Sheet> Read(byte[] workbook)
    {
        using IExcelDataReader reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(workbook));
        List<Sheet> sheets = [];
        do
        {
            List<object?[]> rows = [];
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            }

            sheets.Add(new(reader.Name, rows));
        } while (reader.NextResult());

        return sheets;
    }
}
