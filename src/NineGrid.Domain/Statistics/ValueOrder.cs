namespace NineGrid.Domain.Statistics;

/// <summary>Values with a mark each, brought into ascending order. Its buffers serve again after <see cref="Clear"/>.</summary>
/// <remarks>
/// The idea: a double's bits, with the sign turned, order like the double; three passes of a radix sort by 11 bits each order the upper 33, which
/// is all that real figures need, and runs that agree in these are finished by comparison. The cost is three reads and writes of 16 bytes a value,
/// whatever the values are, as long as few that differ agree in 21 bits of their mantissa.
/// </remarks>
public sealed class ValueOrder
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Passes = 3;
    private const int LowestBit = 64 - (Passes * DigitBits);
    private const ulong Sign = 1UL << 63;

    /// <summary>Below this a comparison sort is faster than clearing the counts of the digits.</summary>
    private const int RadixFrom = 1500;
    private const int InsertionUpTo = 24;

    private static readonly Comparison<Entry> ByValue = (a, b) => a.Key.CompareTo(b.Key);

    private readonly int[] _counts = new int[Passes * Digits];
    private Entry[] _entries;
    private Entry[] _spare;

    /// <summary>No values yet.</summary>
    /// <param name="capacity">How many it can take.</param>
    public ValueOrder(int capacity)
    {
        _entries = new Entry[capacity];
        _spare = new Entry[capacity];
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The values with their marks; in ascending order after <see cref="Sort"/>, equal ones in any.</summary>
    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Forgets all values.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a value.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="mark">Anything.</param>
    public void Add(double value, int mark)
    {
        // Adding 0 makes −0 equal to 0 in its bits too.
        ulong bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        _entries[Count++] = new(bits >= Sign ? ~bits : bits | Sign, mark);
    }

    /// <summary>Brings the values into ascending order.</summary>
    public void Sort()
    {
        if (Count < RadixFrom)
        {
            _entries.AsSpan(0, Count).Sort(ByValue);
            return;
        }

        Distribute();
        FinishRuns();
    }

    private void Distribute()
    {
        Array.Clear(_counts);
        foreach (Entry entry in Entries)
        {
            for (int pass = 0; pass < Passes; pass++)
            {
                _counts[(pass * Digits) + Digit(entry.Key, pass)]++;
            }
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> next = _counts.AsSpan(pass * Digits, Digits);
            if (next.Contains(Count))
            {
                continue; // all have the same digit
            }

            int start = 0;
            for (int digit = 0; digit < next.Length; digit++)
            {
                (next[digit], start) = (start, start + next[digit]);
            }

            Entry[] to = _spare;
            foreach (Entry entry in Entries)
            {
                to[next[Digit(entry.Key, pass)]++] = entry;
            }

            (_entries, _spare) = (_spare, _entries);
        }
    }

    /// <summary>Sorts each run of values that agree in the upper bits and are not in order yet.</summary>
    private void FinishRuns()
    {
        Span<Entry> all = _entries.AsSpan(0, Count);
        for (int start = 0; start < all.Length; )
        {
            ulong upper = all[start].Key >> LowestBit;
            bool inOrder = true;
            int end = start + 1;
            for (; end < all.Length && all[end].Key >> LowestBit == upper; end++)
            {
                inOrder &= all[end - 1].Key <= all[end].Key;
            }

            if (!inOrder)
            {
                SortRun(all[start..end]);
            }

            start = end;
        }
    }

    private static void SortRun(Span<Entry> run)
    {
        if (run.Length > InsertionUpTo)
        {
            run.Sort(ByValue);
            return;
        }

        for (int i = 1; i < run.Length; i++)
        {
            Entry entry = run[i];
            int place = i;
            for (; place > 0 && run[place - 1].Key > entry.Key; place--)
            {
                run[place] = run[place - 1];
            }

            run[place] = entry;
        }
    }

    private static int Digit(ulong key, int pass) => (int)((key >> (LowestBit + (pass * DigitBits))) & (Digits - 1));

    /// <summary>A value with its mark.</summary>
    /// <param name="Key">The bits of the value in an order that unsigned numbers have.</param>
    /// <param name="Mark">The mark.</param>
    public readonly record struct Entry(ulong Key, int Mark)
    {
        /// <summary>The value.</summary>
        public double Value => BitConverter.UInt64BitsToDouble(Key >= Sign ? Key ^ Sign : ~Key);
    }
}
