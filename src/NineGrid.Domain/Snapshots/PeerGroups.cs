using System.Globalization;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>The peer groups of the placed customers of one axis, numbered as they are first met (3.3).</summary>
internal sealed class PeerGroups
{
    private readonly IReadOnlyList<PeerParts> _peers;

    /// <summary>For each group its parts in all dimensions as one number, the first dimension counting most.</summary>
    private readonly List<long> _keys = [];
    private readonly int[] _starts;

    /// <summary>The groups of that many placed customers.</summary>
    /// <param name="peers">For each dimension the part of each; none when all are one group.</param>
    /// <param name="count">How many are placed.</param>
    public PeerGroups(IReadOnlyList<PeerParts> peers, int count)
    {
        _peers = peers;
        Of = new int[count];
        var numbers = new Dictionary<long, int>();
        for (int i = 0; i < count; i++)
        {
            long key = 0;
            for (int d = 0; d < peers.Count; d++)
            {
                key = (key * peers[d].Names.Count) + peers[d].Part[i];
            }

            if (!numbers.TryGetValue(key, out int group))
            {
                numbers.Add(key, group = _keys.Count);
                _keys.Add(key);
            }

            Of[i] = group;
        }

        _starts = new int[_keys.Count + 1];
        foreach (int group in Of)
        {
            _starts[group + 1]++;
        }

        for (int group = 0; group < _keys.Count; group++)
        {
            _starts[group + 1] += _starts[group];
        }
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _keys.Count;

    /// <summary>How many dimensions they have.</summary>
    public int Dimensions => _peers.Count;

    /// <summary>The group of each placed customer.</summary>
    public int[] Of { get; }

    /// <summary>Placed customers of a group.</summary>
    public int SizeOf(int group) => _starts[group + 1] - _starts[group];

    /// <summary>The values group by group, for <see cref="ValuesOf"/>.</summary>
    public double[] LayOut(double[] values)
    {
        var laidOut = new double[values.Length];
        int[] next = [.. _starts];
        for (int i = 0; i < values.Length; i++)
        {
            laidOut[next[Of[i]]++] = values[i];
        }

        return laidOut;
    }

    /// <summary>The values of some groups, to be reordered at will.</summary>
    public Span<double> ValuesOf(double[] laidOut, int[] groups) =>
        groups is [int one]
            ? laidOut.AsSpan(_starts[one]..(_starts[one + 1]))
            : groups.SelectMany(group => laidOut[_starts[group]..(_starts[group + 1])]).ToArray();

    /// <summary>The groups that are one when only the first dimensions count.</summary>
    public IEnumerable<int[]> Enlarged(int depth) =>
        Enumerable.Range(0, Count).GroupBy(group => KeyOf(group, depth)).Select(groups => groups.ToArray());

    /// <summary>The name of a group: all dimensions in scheme order.</summary>
    public string NameOf(int group) => NameOf(group, Dimensions);

    /// <summary>The name of the larger group that a group is part of when only the first dimensions count; the bank's without any.</summary>
    public string NameOf(int group, int depth)
    {
        if (depth == 0)
        {
            return PeerCuts.Bank;
        }

        var parts = new string[depth];
        long key = KeyOf(group, depth);
        for (int d = depth - 1; d >= 0; d--)
        {
            PeerParts peer = _peers[d];
            parts[d] = string.Create(CultureInfo.InvariantCulture, $"{peer.Dimension}={peer.Names[(int)(key % peer.Names.Count)]}");
            key /= peer.Names.Count;
        }

        return string.Join(';', parts);
    }

    private long KeyOf(int group, int depth)
    {
        long key = _keys[group];
        for (int d = Dimensions - 1; d >= depth; d--)
        {
            key /= _peers[d].Names.Count;
        }

        return key;
    }
}

/// <summary>One peer dimension of the placed customers.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Names">Its values as they stand in names of peer groups.</param>
/// <param name="Part">For each placed customer its place in <paramref name="Names"/>.</param>
internal sealed record PeerParts(PeerDimension Dimension, IReadOnlyList<string> Names, int[] Part);
