using System.Runtime.InteropServices;

namespace NineGrid.Data.Imports;

/// <summary>The keys (customer, time) met in a file, a bit each.</summary>
/// <remarks>A customer's months lie close together, so one 64-bit word mostly holds five years of one customer.</remarks>
internal sealed class RowKeys
{
    private const int BitsInWord = 64;

    private readonly Dictionary<long, ulong> _words = [];

    /// <summary>Adds a key; false when it is there already.</summary>
    public bool Add(int customer, int time)
    {
        long word = ((long)customer << 32) | (long)(time / BitsInWord);
        ref ulong bits = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out _);
        ulong bit = 1UL << (time % BitsInWord);
        bool added = (bits & bit) == 0;
        bits |= bit;
        return added;
    }
}
