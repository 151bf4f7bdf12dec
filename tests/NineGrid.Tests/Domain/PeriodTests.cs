using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Domain;

public sealed class PeriodTests
{
    [Fact]
    public void A_month_is_written_and_read_as_year_and_month()
    {
        Assert.Equal("2025-03", Period.Of(2025, 3).ToString());
        Assert.Equal("0001-01", Period.Of(1, 1).ToString());
        Assert.Equal(Period.Of(2025, 12), Period.Parse("2025-12"));
        Assert.Equal(Period.Of(2025, 12), Period.FromNumber(202512));
        Assert.Equal(202512, Period.Of(2025, 12).Number);
        Assert.Equal(Period.Of(2024, 2), Period.Of(new DateOnly(2024, 2, 29)));
    }

    [Theory]
    [InlineData("2025-13")]
    [InlineData("2025-00")]
    [InlineData("2025-1")]
    [InlineData("202512")]
    [InlineData("2025/12")]
    [InlineData("0000-01")]
    [InlineData("25-012")]
    [InlineData("2025-+1")]
    [InlineData(" 2025-1")]
    [InlineData("２０２５-01")]
    [InlineData("")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Period.TryParse(text, out _));
        Assert.Contains("YYYY-MM", Assert.Throws<FormatException>(() => Period.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10_000, 1)]
    [InlineData(2025, 0)]
    [InlineData(2025, 13)]
    public void There_is_no_month_outside_the_calendar(int year, int month) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Period.Of(year, month));

    [Fact]
    public void Months_are_added_across_years_and_their_distance_is_counted()
    {
        Assert.Equal(Period.Of(2024, 1), Period.Of(2024, 12).AddMonths(-11));
        Assert.Equal(Period.Of(2025, 1), Period.Of(2024, 12).AddMonths(1));
        Assert.Equal(Period.Of(2023, 12), Period.Of(2025, 11).AddMonths(-23));
        Assert.Equal(23, Period.Of(2025, 11).Index - Period.Of(2023, 12).Index);
        Assert.Equal(Period.Of(2025, 11), Period.FromIndex(Period.Of(2025, 11).Index));
        Assert.Throws<ArgumentOutOfRangeException>(() => Period.Of(1, 1).AddMonths(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Period.Of(9999, 12).AddMonths(1));
    }

    [Fact]
    public void Months_stand_in_the_order_of_time()
    {
        Period december = Period.Of(2024, 12);
        Period january = Period.Of(2025, 1);

        Assert.True(december < january && january > december && december <= january && january >= december);
        Assert.True(december <= Period.Of(2024, 12) && december >= Period.Of(2024, 12));
        Assert.False(december < Period.Of(2024, 12) || december > Period.Of(2024, 12));
        Assert.Equal([december, january], new[] { january, december }.Order());
        Assert.Equal(december.GetHashCode(), Period.Of(2024, 12).GetHashCode());
    }

    [Theory]
    [InlineData(2025, 3, 2023)]
    [InlineData(2025, 4, 2024)]
    [InlineData(2025, 12, 2024)]
    [InlineData(2026, 1, 2024)]
    public void Statements_of_last_year_count_from_April(int year, int month, int newest) =>
        Assert.Equal(newest, Period.Of(year, month).NewestFiscalYear);
}
