namespace NineGrid.Domain.Bank;

/// <summary>One node as it enters the tree.</summary>
/// <param name="Code">Unique code.</param>
/// <param name="ParentCode">The parent's code; null for head office.</param>
/// <param name="Level">Level of the node.</param>
public sealed record InstitutionNode(string Code, string? ParentCode, InstitutionLevel Level);

/// <summary>The institutions of a bank in preorder, so that an institution and all below it are one range of places.</summary>
/// <remarks>Children follow their parent in <see cref="KeyOrder"/> of their codes. Place 0 is head office.</remarks>
public sealed class InstitutionTree
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly string[] _codes;
    private readonly InstitutionLevel[] _levels;
    private readonly int[] _parents;
    private readonly int[] _ends;
    private readonly int[] _tier1;

    /// <summary>Builds the tree from its nodes in any order.</summary>
    /// <exception cref="ArgumentException">There is not exactly one root, a code occurs twice, a parent is unknown, a cycle cuts nodes off, or a level does not lie below its parent's.</exception>
    public InstitutionTree(IEnumerable<InstitutionNode> nodes)
    {
        List<InstitutionNode> all = [.. nodes];
        var children = all.Where(node => node.ParentCode is not null)
            .OrderBy(node => node.Code, KeyOrder.Instance)
            .ToLookup(node => node.ParentCode!, StringComparer.Ordinal);
        List<InstitutionNode> roots = [.. all.Where(node => node.ParentCode is null)];
        if (roots.Count != 1)
        {
            throw new ArgumentException($"{roots.Count} institutions have no parent; expected exactly one head office.", nameof(nodes));
        }

        _codes = new string[all.Count];
        _levels = new InstitutionLevel[all.Count];
        _parents = new int[all.Count];
        _ends = new int[all.Count];
        _tier1 = new int[all.Count];
        Place(roots[0], parent: -1, children);
        if (_places.Count != all.Count)
        {
            InstitutionNode lost = all.First(node => !_places.ContainsKey(node.Code));
            throw new ArgumentException(
                $"Institution {lost.Code} is not below head office: its parent is unknown or part of a cycle.",
                nameof(nodes)
            );
        }
    }

    /// <summary>How many institutions there are.</summary>
    public int Count => _codes.Length;

    /// <summary>The code of the institution at a place.</summary>
    public string Code(int place) => _codes[place];

    /// <summary>The level of the institution at a place.</summary>
    public InstitutionLevel Level(int place) => _levels[place];

    /// <summary>The place of the parent; −1 for head office.</summary>
    public int Parent(int place) => _parents[place];

    /// <summary>One past the last place below the institution: it and all below it are <c>place … End(place) − 1</c>.</summary>
    public int End(int place) => _ends[place];

    /// <summary>The nearest institution of level TIER1 at or above the place, else head office (3.3).</summary>
    public int Tier1(int place) => _tier1[place];

    /// <summary>The place of a code.</summary>
    /// <exception cref="KeyNotFoundException">No institution has the code.</exception>
    public int PlaceOf(string code) =>
        _places.TryGetValue(code, out int place) ? place : throw new KeyNotFoundException($"No institution has the code {code}.");

    private void Place(InstitutionNode node, int parent, ILookup<string, InstitutionNode> children)
    {
        int place = _places.Count;
        if (!_places.TryAdd(node.Code, place))
        {
            throw new ArgumentException($"Institution code {node.Code} occurs twice.", nameof(node));
        }

        if (parent >= 0 && node.Level <= _levels[parent])
        {
            throw new ArgumentException($"Institution {node.Code} must be of a level below its parent {_codes[parent]}.", nameof(node));
        }

        _codes[place] = node.Code;
        _levels[place] = node.Level;
        _parents[place] = parent;
        _tier1[place] =
            node.Level == InstitutionLevel.Tier1 ? place
            : parent < 0 ? 0
            : _tier1[parent];
        foreach (InstitutionNode child in children[node.Code])
        {
            Place(child, place, children);
        }

        _ends[place] = _places.Count;
    }
}
