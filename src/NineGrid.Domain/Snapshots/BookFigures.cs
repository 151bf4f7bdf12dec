using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Snapshots;

/// <summary>What is known of the customers of a book in a period before a scheme is applied: the figures of the window and of the statements.</summary>
/// <remarks>
/// Of a customer without a row in the window the months are 0 and nothing else is known. Span 0 with months says that the customer is New and
/// its figures were not kept, as in a stored snapshot: it stays New under every scheme.
/// </remarks>
public sealed class BookFigures
{
    private readonly CustomerFigures[] _figures;
    private readonly OwnGrowth[] _growths;

    /// <summary>The figures of those customers.</summary>
    /// <param name="book">The book.</param>
    /// <param name="figures">One for each customer of the book, at its place.</param>
    /// <param name="growths">The same of the growth by statements.</param>
    /// <exception cref="ArgumentException">There is not one of each for every customer.</exception>
    public BookFigures(Book book, CustomerFigures[] figures, OwnGrowth[] growths)
    {
        if (figures.Length != book.Count || growths.Length != book.Count)
        {
            throw new ArgumentException("Every customer of the book has figures and growths.", nameof(figures));
        }

        Book = book;
        _figures = figures;
        _growths = growths;
    }

    /// <summary>The customers.</summary>
    public Book Book { get; }

    /// <summary>Their figures.</summary>
    public ReadOnlySpan<CustomerFigures> Figures => _figures;

    /// <summary>Their growth by statements.</summary>
    public ReadOnlySpan<OwnGrowth> Growths => _growths;

    /// <summary>Reads the figures off facts and statements.</summary>
    internal static BookFigures Gather(SnapshotInput input, CustomerFigures[] figures, int threads)
    {
        var growths = new OwnGrowth[figures.Length];
        Customers.Each(
            figures.Length,
            threads,
            customer =>
            {
                ref CustomerFigures own = ref figures[customer];
                own.Months = input.Facts.MonthsOf(customer);
                if (own.Months > 0)
                {
                    input.Facts.Write(customer, ref own);
                    input.Statements.Write(customer, ref own);
                    growths[customer] = input.Statements.OwnGrowthOf(customer);
                }
            }
        );
        return new(input.Book, figures, growths);
    }
}
