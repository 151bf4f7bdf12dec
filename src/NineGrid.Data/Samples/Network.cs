using System.Globalization;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>One institution of the made-up bank.</summary>
internal sealed record Branch(string Code, string Name, string? ParentCode, InstitutionLevel Level);

/// <summary>A sub-branch: where customers are kept.</summary>
/// <param name="Branch">Its node in the tree.</param>
/// <param name="Place">Its province; null at head office.</param>
/// <param name="City">The city after which its customers are called; null at head office, whose customers come from everywhere.</param>
/// <param name="Tier1">Number of its tier-1 branch, from 1; 0 at head office.</param>
/// <param name="FirstManager">Number of its first relationship manager.</param>
/// <param name="Managers">How many it has.</param>
internal sealed record Desk(Branch Branch, Place? Place, string? City, int Tier1, int FirstManager, int Managers);

/// <summary>The tree of institutions and who works where; it grows more slowly than the number of customers, as banks do.</summary>
/// <remarks>Between 6,000 and 1,000,000 customers: 6 to 36 tier-1 branches, 60 to 600 institutions, 90 to 8,000 managers.</remarks>
internal sealed class Network
{
    private readonly List<Branch> _branches = [];
    private readonly List<Desk> _desks = [];
    private readonly Desk[][] _tier1Desks;
    private readonly double[] _tier1Weights;

    public Network(int customers, long seed)
    {
        double scale = customers / 6_000.0;
        int tier1Branches = Math.Clamp((int)Math.Round(6 * Math.Pow(scale, 0.35)), 1, Place.All.Count);
        int institutions = Math.Max((int)Math.Round(60 * Math.Pow(scale, 0.45)), 4 + (4 * tier1Branches));
        int managers = (int)Math.Round(90 * Math.Pow(scale, 0.877));

        Branch head = Add("100000", "启衡银行总行", parent: null, InstitutionLevel.Head);
        var seats = new List<(Branch Branch, Place? Place, string? City, int Tier1)>
        {
            (Add("100001", "总行战略客户部", head, InstitutionLevel.Sub), null, null, 0),
        };

        // Every tier-1 branch has its own business department; the rest of the institutions is shared out by weight.
        int toShare = institutions - 2 - (2 * tier1Branches);
        int[] shares = Share(toShare, [.. Place.All.Take(tier1Branches).Select(place => place.Weight)]);
        for (int t = 0; t < tier1Branches; t++)
        {
            Open(Place.All[t], t + 1, Math.Max(shares[t], 2), head, seats, new Dice(seed, Subject.Network, t));
        }

        int[] staff = Share(Math.Max(managers, seats.Count), [.. seats.Select(seat => seat.Tier1 == 0 ? 1.5 : seat.Place!.Weight)]);
        int first = 0;
        for (int s = 0; s < seats.Count; s++)
        {
            (Branch branch, Place? place, string? city, int tier1) = seats[s];
            _desks.Add(new(branch, place, city, tier1, first, staff[s]));
            first += staff[s];
        }

        Managers = first;
        _tier1Desks = [.. _desks.GroupBy(desk => desk.Tier1).OrderBy(desks => desks.Key).Select(desks => desks.ToArray())];
        _tier1Weights = [.. Place.All.Take(tier1Branches).Select(place => place.Weight)];
    }

    /// <summary>All institutions, parents first.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The sub-branches and departments that keep customers.</summary>
    public IReadOnlyList<Desk> Desks => _desks;

    /// <summary>How many relationship managers there are.</summary>
    public int Managers { get; }

    /// <summary>Draws a tier-1 branch, busy ones more often.</summary>
    public int Tier1(ref Dice dice) => 1 + dice.Weighted(_tier1Weights);

    /// <summary>Draws a desk of a tier-1 branch; large customers tend to its own business department, some of them to head office.</summary>
    public Desk DeskFor(int size, int tier1, ref Dice dice)
    {
        bool large = size == 0;
        Desk[] desks = _tier1Desks[large && dice.Chance(0.08) ? 0 : tier1];
        return large && dice.Chance(0.4) ? desks[0] : dice.Pick(desks);
    }

    public static string ManagerNo(int manager) => string.Create(CultureInfo.InvariantCulture, $"E{manager + 1:00000}");

    private void Open(
        Place place,
        int number,
        int below,
        Branch head,
        List<(Branch Branch, Place? Place, string? City, int Tier1)> seats,
        Dice dice
    )
    {
        int next = 100_000 + (number * 1_000);
        Branch branch = Add(Code(next++), place.Name + "分行", head, InstitutionLevel.Tier1);
        string capital = place.IsCity ? place.Name : place.Cities[0];
        seats.Add((Add(Code(next++), place.Name + "分行营业部", branch, InstitutionLevel.Sub), place, capital, number));
        if (place.IsCity)
        {
            for (int s = 0; s < below; s++)
            {
                string district = place.Cities[s % place.Cities.Length];
                string quarter = s < place.Cities.Length ? string.Empty : Place.Quarters[s / place.Cities.Length];
                Branch sub = Add(Code(next++), $"{place.Name}{district}{quarter}支行", branch, InstitutionLevel.Sub);
                seats.Add((sub, place, place.Name, number));
            }

            return;
        }

        int cities = Math.Clamp((int)Math.Round(below / 4.0), 1, place.Cities.Length);
        for (int c = 0; c < cities; c++)
        {
            string city = place.Cities[c];
            Branch tier2 = Add(Code(next++), city + "分行", branch, InstitutionLevel.Tier2);
            int subs = ((below - cities) / cities) + (c < (below - cities) % cities ? 1 : 0);
            int quarter = dice.Below(Place.Quarters.Count);
            for (int s = 0; s < subs; s++)
            {
                string name = $"{city}{Place.Quarters[(quarter + s) % Place.Quarters.Count]}支行";
                seats.Add((Add(Code(next++), name, tier2, InstitutionLevel.Sub), place, city, number));
            }
        }
    }

    /// <summary>Writes <c>institutions.csv</c>.</summary>
    public void WriteInstitutions(CsvBytes csv)
    {
        csv.Line("code,name,parent_code,level");
        foreach (Branch branch in _branches)
        {
            csv.Text(branch.Code)
                .Text(branch.Name)
                .Text(branch.ParentCode ?? string.Empty)
                .Text(branch.Level.ToString().ToUpperInvariant())
                .EndRow();
        }
    }

    /// <summary>Writes <c>managers.csv</c>.</summary>
    public void WriteManagers(long seed, CsvBytes csv)
    {
        csv.Line("employee_no,name,institution_code");
        foreach (Desk desk in _desks)
        {
            for (int manager = desk.FirstManager; manager < desk.FirstManager + desk.Managers; manager++)
            {
                var dice = new Dice(seed, Subject.Manager, manager);
                csv.Text(ManagerNo(manager)).Text(Names.Person(ref dice)).Text(desk.Branch.Code).EndRow();
            }
        }
    }

    private Branch Add(string code, string name, Branch? parent, InstitutionLevel level)
    {
        var branch = new Branch(code, name, parent?.Code, level);
        _branches.Add(branch);
        return branch;
    }

    private static string Code(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shares out a number in proportion to weights; everybody gets at least 1, so the sum can exceed it.</summary>
    private static int[] Share(int number, double[] weights)
    {
        double total = weights.Sum();
        double passed = 0;
        var shares = new int[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            double before = passed;
            passed += weights[i];
            shares[i] = Math.Max((int)Math.Round(number * passed / total) - (int)Math.Round(number * before / total), 1);
        }

        return shares;
    }
}
