using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Domain;

public sealed class BookTests
{
    private static readonly InstitutionTree Tree = new([new("HO", null, InstitutionLevel.Head)]);

    [Fact]
    public void Customers_and_groups_stand_in_key_order()
    {
        var book = new Book(
            Tree,
            [Customer("b", "G2"), Customer("B", "G1"), Customer("a", null), Customer("C", "G2")],
            new ProductSets([])
        );

        Assert.Equal(["B", "C", "a", "b"], book.Customers.ToArray().Select(customer => customer.No));
        Assert.Equal(["G1", "G2"], book.Groups.ToArray());
        Assert.Equal([0, 1, -1, 1], book.GroupOf.ToArray());
        Assert.Equal(4, book.Count);
    }

    [Fact]
    public void A_number_occurs_once_and_an_institution_is_known()
    {
        Assert.Throws<ArgumentException>(() => new Book(Tree, [Customer("A", null), Customer("A", "G")], new ProductSets([])));
        Assert.Throws<ArgumentException>(() => new Book(Tree, [Customer("A", null) with { Institution = 1 }], new ProductSets([])));
    }

    [Fact]
    public void A_negative_place_is_refused_like_any_other_outside_the_tree() =>
        Assert.Throws<ArgumentException>(() => new Book(Tree, [Customer("A", null) with { Institution = -1 }], new ProductSets([])));

    [Fact]
    public void Product_lists_are_numbered_as_met_and_count_distinct_active_products()
    {
        var products = new ProductSets(["LOAN", "DEP"]);

        Assert.Equal(-1, products.NumberOf(""));
        Assert.Equal(0, products.NumberOf("LOAN|OLD"));
        Assert.Equal(1, products.NumberOf("-"));
        Assert.Equal(0, products.NumberOf("LOAN|OLD"));
        Assert.Equal(2, products.NumberOf("DEP|LOAN|DEP"));
        Assert.Equal([1, 0, 2], Enumerable.Range(0, products.Count).Select(list => products.ActiveHeld(list).Length));
        Assert.Equal(["DEP", "LOAN"], products.Active);
    }

    [Fact]
    public void The_columns_of_facts_are_those_of_the_package_in_the_order_of_the_fields()
    {
        Assert.Equal(Enum.GetValues<FactField>(), FactColumn.All.Select(column => column.Field));
        Assert.Equal(
            "loan_nii,deposit_nii,fee_income,operating_cost,expected_loss,economic_capital,ead,pd,lgd,maturity_years,avg_loans,avg_deposits,"
                + "avg_demand_deposits,credit_limit,credit_used,overdue_balance,transactions,e_transactions,settlement_inflow,payroll_headcount",
            string.Join(',', FactColumn.All.Select(column => column.Name))
        );
        Assert.Equal(
            ["loan_nii", "deposit_nii", "fee_income", "operating_cost", "expected_loss"],
            FactColumn.All.Where(column => column.MayBeNegative).Select(column => column.Name)
        );
        Assert.Equal(["pd", "lgd", "maturity_years"], FactColumn.All.Where(column => column.Decimals == 10).Select(column => column.Name));
        Assert.Equal(
            ["transactions", "e_transactions", "payroll_headcount"],
            FactColumn.All.Where(column => column.Decimals == 0).Select(column => column.Name)
        );
    }

    [Theory]
    [InlineData("L", SizeClass.Large)]
    [InlineData("M", SizeClass.Medium)]
    [InlineData("S", SizeClass.Small)]
    [InlineData("XS", SizeClass.Micro)]
    public void Size_classes_have_their_codes(string code, SizeClass size)
    {
        Assert.True(SizeClassCode.TryParse(code, out SizeClass read));
        Assert.Equal(size, read);
        Assert.Equal(code, SizeClassCode.Of(size));
    }

    [Fact]
    public void Sizes_and_industries_are_refused_in_small_letters_and_outside_their_range()
    {
        Assert.False(SizeClassCode.TryParse("l", out _));
        Assert.False(SizeClassCode.TryParse("", out _));
        Assert.False(Industry.TryParse("U", out _));
        Assert.False(Industry.TryParse("a", out _));
        Assert.False(Industry.TryParse("AB", out _));
        Assert.True(Industry.TryParse("T", out Industry last));
        Assert.Equal(Industry.Of('T'), last);
        Assert.Equal(20, Industry.All.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Industry.Of('U'));
    }

    private static BookCustomer Customer(string no, string? group) => new(no, 0, Manager: null, SizeClass.Small, Industry.Of('A'), group);
}
