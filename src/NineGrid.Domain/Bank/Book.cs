namespace NineGrid.Domain.Bank;

/// <summary>A customer's master data at the time of computation.</summary>
/// <param name="No">Unique number.</param>
/// <param name="Institution">Place in the <see cref="InstitutionTree"/>.</param>
/// <param name="Manager">Employee number of its relationship manager; null when nobody looks after it.</param>
/// <param name="Size">Size class.</param>
/// <param name="Industry">Industry section.</param>
/// <param name="Group">Code of its credit group; null when it belongs to none.</param>
public sealed record BookCustomer(string No, int Institution, string? Manager, SizeClass Size, Industry Industry, string? Group);

/// <summary>The master data that one snapshot sees: the tree, the customers that have a row of facts at or before its period, and the catalogue.</summary>
/// <remarks>Customers stand in <see cref="KeyOrder"/> of their numbers; that fixed order makes every sum over customers repeatable to the bit.</remarks>
public sealed class Book
{
    private readonly BookCustomer[] _customers;
    private readonly string[] _groups;
    private readonly int[] _groupOf;

    /// <summary>A book of those customers, given in any order.</summary>
    /// <exception cref="ArgumentException">A customer number occurs twice or names a place outside the tree.</exception>
    public Book(InstitutionTree institutions, IEnumerable<BookCustomer> customers, ProductSets products)
    {
        Institutions = institutions;
        Products = products;
        _customers = [.. customers];
        Array.Sort(_customers, (a, b) => KeyOrder.Instance.Compare(a.No, b.No));
        for (int i = 0; i < _customers.Length; i++)
        {
            if (i > 0 && string.Equals(_customers[i].No, _customers[i - 1].No, StringComparison.Ordinal))
            {
                throw new ArgumentException($"Customer number {_customers[i].No} occurs twice.", nameof(customers));
            }

            if (_customers[i].Institution < 0 || _customers[i].Institution >= institutions.Count)
            {
                throw new ArgumentException($"Customer {_customers[i].No} lies outside the institution tree.", nameof(customers));
            }
        }

        _groups =
        [
            .. _customers.Select(customer => customer.Group).OfType<string>().Distinct(StringComparer.Ordinal).Order(KeyOrder.Instance),
        ];
        var places = new Dictionary<string, int>(_groups.Length, StringComparer.Ordinal);
        for (int g = 0; g < _groups.Length; g++)
        {
            places.Add(_groups[g], g);
        }

        _groupOf = [.. _customers.Select(customer => customer.Group is null ? -1 : places[customer.Group])];
    }

    /// <summary>The institutions.</summary>
    public InstitutionTree Institutions { get; }

    /// <summary>Product lists of the facts and the number of active products.</summary>
    public ProductSets Products { get; }

    /// <summary>The customers in key order; a customer's index here is its place in every array of the snapshot.</summary>
    public ReadOnlySpan<BookCustomer> Customers => _customers;

    /// <summary>How many customers there are.</summary>
    public int Count => _customers.Length;

    /// <summary>Codes of the credit groups with at least one customer here, in key order; the index is the group's place.</summary>
    public ReadOnlySpan<string> Groups => _groups;

    /// <summary>For each customer its group's place, −1 for none.</summary>
    public ReadOnlySpan<int> GroupOf => _groupOf;
}
