namespace NineGrid.Domain.Moves;

/// <summary>Some customers that did the same between two snapshots. <c>default</c> is nobody.</summary>
/// <param name="Customers">How many they are.</param>
/// <param name="Revenue">Their R in yuan: that of the later snapshot, for customers that left that of the earlier.</param>
/// <param name="LineMoved">Those of them whose movement does not remain under the earlier snapshot's cut points.</param>
public readonly record struct Flow(int Customers, double Revenue, int LineMoved)
{
    /// <summary>Both together.</summary>
    public static Flow operator +(Flow left, Flow right) =>
        new(left.Customers + right.Customers, left.Revenue + right.Revenue, left.LineMoved + right.LineMoved);
}

/// <summary>What became of a set of customers, by movement.</summary>
/// <remarks>Sums are formed in the order in which customers are added, so that the same order gives the same bits.</remarks>
public sealed class MovementBalance
{
    private readonly Flow[] _flows = new Flow[(int)Movement.Left + 1];

    /// <summary>The customers of a movement.</summary>
    public Flow this[Movement movement] => _flows[(int)movement];

    /// <summary>The customers that are placed in both snapshots.</summary>
    public Flow Both => this[Movement.Up] + this[Movement.Down] + this[Movement.Mixed] + this[Movement.Stay];

    /// <summary>The customers that are placed in both snapshots, in different cells.</summary>
    public Flow Moved => this[Movement.Up] + this[Movement.Down] + this[Movement.Mixed];

    /// <summary>The customers that are placed in either snapshot.</summary>
    public int Customers => Both.Customers + this[Movement.Entered].Customers + this[Movement.Left].Customers;

    /// <summary>Net upgrade rate of the customers placed in both, −1 to 1; null when there are none.</summary>
    public double? NetUpgradeRate => new Upgrades(this[Movement.Up].Customers, this[Movement.Down].Customers, Both.Customers).NetRate;

    /// <summary>Counts a customer; one that is placed in neither snapshot is no movement and not counted.</summary>
    /// <param name="movement">What it did.</param>
    /// <param name="revenue">Its R, yuan.</param>
    /// <param name="remains">Whether the movement remains under the earlier snapshot's cut points.</param>
    public void Add(Movement movement, double revenue, bool remains)
    {
        if (movement != Movement.None)
        {
            _flows[(int)movement] += new Flow(1, revenue, remains ? 0 : 1);
        }
    }
}
