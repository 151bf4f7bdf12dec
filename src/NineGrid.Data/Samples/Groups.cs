using System.Globalization;

namespace NineGrid.Data.Samples;

/// <summary>A customer's place in its credit group.</summary>
/// <param name="Number">The group.</param>
/// <param name="Rank">0 for the leading company.</param>
internal readonly record struct Membership(int Number, int Rank);

/// <summary>信贷集团 of the made-up bank: of each 25 customers, two to six make one group.</summary>
internal static class Groups
{
    private const int Slot = 25;

    private static readonly double[] MemberWeights = [0.3, 0.3, 0.2, 0.12, 0.08];

    public static int Count(SampleBank bank) => bank.Customers / Slot;

    public static string CodeOf(int group) => string.Create(CultureInfo.InvariantCulture, $"G{group + 1:000000}");

    public static Membership? Of(SampleBank bank, int customer)
    {
        int group = customer / Slot;
        if (group >= Count(bank))
        {
            return null;
        }

        (int start, int stride, int members) = Shape(bank, group);
        int rank = (start + (customer % Slot * stride)) % Slot;
        return rank < members ? new Membership(group, rank) : null;
    }

    /// <summary>The leading company, by its index.</summary>
    public static int LeaderOf(SampleBank bank, int group)
    {
        (int start, int stride, _) = Shape(bank, group);
        return (group * Slot) + Enumerable.Range(0, Slot).First(place => (start + (place * stride)) % Slot == 0);
    }

    /// <summary>Writes <c>groups.csv</c>; of some groups nobody knows the leading company.</summary>
    public static void Write(SampleBank bank, CsvBytes csv)
    {
        csv.Line("code,name,parent_customer_no");
        for (int group = 0; group < Count(bank); group++)
        {
            var leader = new Company(bank, LeaderOf(bank, group));
            var family = new Dice(bank.Seed, Subject.Family, group);
            string stem = Names.Stem(ref family);
            csv.Text(CodeOf(group)).Text(Names.Holding(leader.Desk.Place?.Name, stem));
            _ = group % 5 == 4 ? csv.Empty() : csv.Text(leader.No);
            csv.EndRow();
        }
    }

    private static (int Start, int Stride, int Members) Shape(SampleBank bank, int group)
    {
        var dice = new Dice(bank.Seed, Subject.Group, group);
        int[] strides = [2, 3, 4, 6, 7, 8, 9, 11, 12, 13];
        return (dice.Below(Slot), dice.Pick(strides), 2 + dice.Weighted(MemberWeights));
    }
}
