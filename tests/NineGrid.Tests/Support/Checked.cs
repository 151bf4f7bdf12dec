using FsCheck;
using FsCheck.Fluent;

namespace NineGrid.Tests.Support;

/// <summary>Runs a property on the same generated cases every time, so that no run depends on luck.</summary>
internal static class Checked
{
    private static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_251_231, 7);

    /// <summary>Fails with the smallest case found for which the property does not hold.</summary>
    public static void ForAll<T>(Gen<T> cases, Func<T, bool> holds) => Check.One(Repeatable, Prop.ForAll(Arb.From(cases), holds));
}
