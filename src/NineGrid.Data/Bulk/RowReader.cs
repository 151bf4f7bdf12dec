using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Bulk;

/// <summary>Rows as the data reader that <c>SqlBulkCopy</c> pulls from.</summary>
internal sealed class RowReader<TRow>(BulkTable<TRow> table, IEnumerable<TRow> rows) : DbDataReader
    where TRow : class
{
    // a date column takes a DateTime in every version of the client
    private static readonly Func<DateOnly, DateTime> ToDateTime = day => day.ToDateTime(TimeOnly.MinValue);

    private readonly IEnumerator<TRow> _rows = rows.GetEnumerator();
    private readonly object?[] _values = new object?[table.Columns.Count];
    private readonly Action<object?[], TRow> _read = table.Compile<object?[]>(
        (values, _, i, value) =>
            Expression.Assign(
                Expression.ArrayAccess(values, Expression.Constant(i)),
                Expression.Convert(
                    value.Type == typeof(DateOnly) ? Expression.Invoke(Expression.Constant(ToDateTime), value) : value,
                    typeof(object)
                )
            ),
        (values, i) =>
            Expression.Assign(Expression.ArrayAccess(values, Expression.Constant(i)), Expression.Constant(DBNull.Value, typeof(object)))
    );

    public override int FieldCount => _values.Length;
    public override int Depth => 0;
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => -1;
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        if (!_rows.MoveNext())
        {
            return false;
        }

        _read(_values, _rows.Current);
        return true;
    }

    public override object GetValue(int ordinal) => _values[ordinal]!;

    public override bool IsDBNull(int ordinal) => _values[ordinal] is DBNull;

    public override string GetName(int ordinal) => table.Columns[ordinal].Property.GetColumnName();

    public override int GetOrdinal(string name)
    {
        for (int i = 0; i < FieldCount; i++)
        {
            if (string.Equals(GetName(i), name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "not a column of the rows");
    }

    public override Type GetFieldType(int ordinal) =>
        table.Columns[ordinal].SentType == typeof(DateOnly) ? typeof(DateTime) : table.Columns[ordinal].SentType;

    public override string GetDataTypeName(int ordinal) => table.Columns[ordinal].StoreType;

    public override int GetValues(object[] values)
    {
        int count = Math.Min(values.Length, FieldCount);
        Array.Copy(_values, values, count);
        return count;
    }

    public override bool NextResult() => false;

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => Convert.ToString(GetValue(ordinal), CultureInfo.InvariantCulture)!;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("No column holds bytes.");

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("Text is read whole.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }
}
