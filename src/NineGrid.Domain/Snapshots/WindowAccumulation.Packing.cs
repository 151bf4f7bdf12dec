using System.Runtime.InteropServices;
using System.Text.Json;
using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Snapshots;

/// <content>On the way from one process to another of the same build.</content>
public sealed partial class WindowAccumulation
{
    private const int BuildBytes = 16;

    /// <summary>What is packed are structures as they lie in memory, which only the build that packed them knows.</summary>
    private static readonly Guid Build = typeof(WindowAccumulation).Module.ModuleVersionId;

    /// <summary>Everything gathered so far, as bytes, for an accumulation of more customers.</summary>
    /// <param name="keys">By which number each customer is known there, in order of places.</param>
    /// <exception cref="ArgumentException">There are not as many keys as customers.</exception>
    public byte[] Pack(ReadOnlySpan<int> keys)
    {
        if (keys.Length != _sums.Length)
        {
            throw new ArgumentException($"{keys.Length} keys for {_sums.Length} customers.", nameof(keys));
        }

        byte[] lists = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, _products.Count).Select(_products.TextOf));
        return
        [
            .. Build.ToByteArray(),
            .. MemoryMarshal.AsBytes<int>([_end, keys.Length]),
            .. MemoryMarshal.AsBytes(keys),
            .. MemoryMarshal.AsBytes<int>(_first),
            .. MemoryMarshal.AsBytes<int>(_last),
            .. MemoryMarshal.AsBytes<Sums>(_sums),
            .. MemoryMarshal.AsBytes<RecentMonths>(_recent),
            .. lists,
        ];
    }

    /// <summary>The keys of packed customers.</summary>
    /// <param name="packed">What <see cref="Pack"/> gave.</param>
    /// <param name="period">The period of the snapshot that it is wanted for.</param>
    /// <returns>Null when another build packed it or it is of another period, so that it cannot be taken over.</returns>
    public static int[]? KeysOf(ReadOnlySpan<byte> packed, Period period)
    {
        if (packed.Length < BuildBytes || !packed[..BuildBytes].SequenceEqual(Build.ToByteArray()))
        {
            return null;
        }

        packed = packed[BuildBytes..];
        int[] head = Take<int>(ref packed, 2);
        return head[0] == period.Index ? Take<int>(ref packed, head[1]) : null;
    }

    /// <summary>Takes over packed customers, of whom nothing is gathered here.</summary>
    /// <param name="packed">What <see cref="Pack"/> gave for the same period.</param>
    /// <param name="places">The place here of each key.</param>
    /// <exception cref="ArgumentException">It cannot be taken over, as <see cref="KeysOf"/> tells.</exception>
    public void Add(ReadOnlySpan<byte> packed, IReadOnlyDictionary<int, int> places)
    {
        int[] keys =
            KeysOf(packed, Period.FromIndex(_end))
            ?? throw new ArgumentException("Packed by another build or for another period.", nameof(packed));
        packed = packed[(BuildBytes + ((2 + keys.Length) * sizeof(int)))..];
        int[] first = Take<int>(ref packed, keys.Length);
        int[] last = Take<int>(ref packed, keys.Length);
        Sums[] sums = Take<Sums>(ref packed, keys.Length);
        RecentMonths[] recent = Take<RecentMonths>(ref packed, keys.Length);
        int[] lists = [.. JsonSerializer.Deserialize<string[]>(packed)!.Select(text => _products.NumberOf(text))];
        for (int i = 0; i < keys.Length; i++)
        {
            int customer = places[keys[i]];
            (_first[customer], _last[customer]) = (first[i], last[i]);
            (_sums[customer], _recent[customer]) = (sums[i], recent[i]);
            if (sums[i].ProductSet >= 0)
            {
                _sums[customer].ProductSet = lists[sums[i].ProductSet];
            }
        }
    }

    private static T[] Take<T>(ref ReadOnlySpan<byte> packed, int count)
        where T : unmanaged
    {
        var values = new T[count];
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        packed[..bytes.Length].CopyTo(bytes);
        packed = packed[bytes.Length..];
        return values;
    }
}
