namespace NineGrid.Data.Samples;

/// <summary>What a sequence of random numbers is for; sequences of different subjects are independent of one another.</summary>
internal enum Subject : ulong
{
    Network = 1,
    Manager,
    Group,
    Family,
    Company,
    Care,
    Story,
    Statements,
    Custody,
    Months,
    Habit,
}

/// <summary>A sequence of random numbers that depends only on seed, subject and number, so that customers can be made in any order and on any thread.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood 2014, “Fast splittable pseudorandom number generators”). Only integer arithmetic and IEEE +, −, ×, ÷ follow it, never
/// Exp or Log, whose last bit differs between platforms; hence the same bytes everywhere.
/// </remarks>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    public Dice(long seed, Subject subject, long number)
    {
        unchecked
        {
            _state = Mix(Mix((ulong)seed + Golden) ^ ((ulong)subject * Golden));
            _state = Mix(_state ^ ((ulong)number * Golden));
        }
    }

    /// <summary>At least 0, below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Fraction());

    /// <summary>0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(Fraction() * count);

    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>Close to the standard normal distribution: the sum of four uniform numbers, scaled to variance 1; within ±2√3.</summary>
    public double Bell()
    {
        ulong bits = Next();
        ulong sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum + 2) / 65536.0 - 2) * 1.7320508075688772;
    }

    /// <summary>1 give or take <paramref name="deviation"/> (at most 0.25, so that the factor stays above 0).</summary>
    public double Wobble(double deviation) => 1 + (deviation * Bell());

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>The place of one weight, drawn in proportion to them.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double left = Fraction() * total;
        for (int i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    private ulong Next()
    {
        unchecked
        {
            _state += Golden;
            return Mix(_state);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

/// <summary>A distribution given by its values at equally spaced quantiles, straight lines between them.</summary>
internal sealed class Spread(params double[] knots)
{
    public double Draw(ref Dice dice)
    {
        double place = dice.Fraction() * (knots.Length - 1);
        int knot = (int)place;
        return knots[knot] + ((place - knot) * (knots[knot + 1] - knots[knot]));
    }
}

/// <summary>A deck of cards that is shuffled and dealt anew to every <see cref="Size"/> customers, so that each card turns up in its exact share even in a small bank.</summary>
internal sealed class Deck<T>
{
    public const int Size = 200;

    private static readonly int[] Strides = [3, 7, 11, 13, 17, 19, 23, 27, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73];

    private readonly T[] _cards;

    /// <summary>A deck with so many copies of each card, the rest blank.</summary>
    public Deck(T blank, params (T Card, int Copies)[] cards)
    {
        _cards = new T[Size];
        Array.Fill(_cards, blank);
        int place = 0;
        foreach ((T card, int copies) in cards)
        {
            Array.Fill(_cards, card, place, copies);
            place += copies;
        }
    }

    public T Deal(long seed, Subject subject, int customer)
    {
        var dice = new Dice(seed, subject, customer / Size);
        int start = dice.Below(Size);

        // A stride without a common factor with the size visits every card once.
        int stride = dice.Pick(Strides);
        return _cards[(start + (customer % Size * stride)) % Size];
    }
}
