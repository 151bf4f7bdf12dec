using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Views;

/// <summary>Sums over customers of an institution and all below it that share a part of the value grid. Money in yuan a year.</summary>
/// <param name="Customers">How many they are.</param>
/// <param name="Reporting">Those of them whose products are reported.</param>
/// <param name="Revenue">ΣR of the active ones.</param>
/// <param name="Eva">ΣEVA of those where it is measured.</param>
/// <param name="Return">ΣΠ of those with known capital.</param>
/// <param name="EconomicCapital">ΣEC of those with known capital.</param>
public readonly record struct InstitutionSum(
    int Customers,
    int Reporting,
    double Revenue,
    double Eva,
    double Return,
    double EconomicCapital
)
{
    /// <summary>Both together.</summary>
    public static InstitutionSum operator +(in InstitutionSum left, in InstitutionSum right) =>
        new(
            left.Customers + right.Customers,
            left.Reporting + right.Reporting,
            left.Revenue + right.Revenue,
            left.Eva + right.Eva,
            left.Return + right.Return,
            left.EconomicCapital + right.EconomicCapital
        );
}

/// <summary>What the customers of every institution, with all below it, come to in each cell of the value grid and without a place on it; and how many of them hold each product.</summary>
/// <remarks>Customers are added in the order of the book and institutions from the end of the tree, so that a snapshot gives the same bits every time.</remarks>
public sealed class InstitutionSums
{
    /// <summary>Parts of the grid: the nine cells by <see cref="Cell.Index"/>, then <see cref="NotPlaced"/>.</summary>
    public const int Parts = Cell.Count + 1;

    /// <summary>The part of the customers without a place.</summary>
    public const int NotPlaced = Cell.Count;

    private readonly InstitutionSum[] _sums;
    private readonly int[] _holders;

    private InstitutionSums(int institutions, IReadOnlyList<string> products)
    {
        Products = products;
        _sums = new InstitutionSum[institutions * Parts];
        _holders = new int[institutions * Parts * products.Count];
    }

    /// <summary>Codes of the active products, in order.</summary>
    public IReadOnlyList<string> Products { get; }

    /// <summary>The sums of a part of the institution at a place.</summary>
    public InstitutionSum this[int place, int part] => _sums[(place * Parts) + part];

    /// <summary>For each of <see cref="Products"/> the customers of a part of the institution at a place that hold it.</summary>
    public ReadOnlySpan<int> Holders(int place, int part) => _holders.AsSpan(((place * Parts) + part) * Products.Count, Products.Count);

    /// <summary>Adds everything up.</summary>
    public static InstitutionSums Of(Snapshot snapshot)
    {
        Book book = snapshot.Input.Book;
        var sums = new InstitutionSums(book.Institutions.Count, book.Products.Active);
        for (int customer = 0; customer < book.Count; customer++)
        {
            sums.Add(snapshot, customer);
        }

        int width = Parts * sums.Products.Count;
        for (int place = book.Institutions.Count - 1; place > 0; place--)
        {
            int parent = book.Institutions.Parent(place);
            for (int part = 0; part < Parts; part++)
            {
                sums._sums[(parent * Parts) + part] += sums._sums[(place * Parts) + part];
            }

            for (int i = 0; i < width; i++)
            {
                sums._holders[(parent * width) + i] += sums._holders[(place * width) + i];
            }
        }

        return sums;
    }

    private void Add(Snapshot snapshot, int customer)
    {
        Book book = snapshot.Input.Book;
        sbyte cell = snapshot.Cells(Grid.Value)[customer];
        int at = (book.Customers[customer].Institution * Parts) + (cell < 0 ? NotPlaced : cell);
        bool active = snapshot.Active[customer];
        RiskAdjustedReturn terms = snapshot.Returns[customer];
        bool measured = active && !double.IsNaN(terms.Ec);
        int list = active ? snapshot.Input.Facts.ProductListOf(customer) : -1;
        _sums[at] += new InstitutionSum(
            1,
            list < 0 ? 0 : 1,
            active ? terms.Revenue : 0,
            measured ? terms.Eva : 0,
            measured ? terms.Return : 0,
            measured ? terms.Ec : 0
        );
        if (list >= 0)
        {
            foreach (int product in book.Products.ActiveHeld(list))
            {
                _holders[(at * Products.Count) + product]++;
            }
        }
    }
}
