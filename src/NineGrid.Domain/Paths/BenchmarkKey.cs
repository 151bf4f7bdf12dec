using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Paths;

/// <summary>Whose benchmark: customers of a tier-1 branch, a size class and an answer to "has credit".</summary>
/// <param name="Tier1">Place of the tier-1 branch in the tree; 0, head office, for those below none.</param>
/// <param name="Size">Size class.</param>
/// <param name="HasCredit">Whether the customers have credit.</param>
public readonly record struct BenchmarkKey(int Tier1, SizeClass Size, bool HasCredit) : IComparable<BenchmarkKey>
{
    /// <summary>The kind of a customer of a snapshot.</summary>
    public static BenchmarkKey Of(Snapshot snapshot, int customer)
    {
        BookCustomer own = snapshot.Input.Book.Customers[customer];
        return new(snapshot.Input.Book.Institutions.Tier1(own.Institution), own.Size, snapshot.HasCredit(customer));
    }

    /// <summary>By place, size, credit.</summary>
    public int CompareTo(BenchmarkKey other) => (Tier1, Size, HasCredit).CompareTo((other.Tier1, other.Size, other.HasCredit));

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(BenchmarkKey left, BenchmarkKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(BenchmarkKey left, BenchmarkKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes not after another.</summary>
    public static bool operator <=(BenchmarkKey left, BenchmarkKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes not before another.</summary>
    public static bool operator >=(BenchmarkKey left, BenchmarkKey right) => left.CompareTo(right) >= 0;
}
