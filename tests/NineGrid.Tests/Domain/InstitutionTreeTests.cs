using NineGrid.Domain.Bank;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

public sealed class InstitutionTreeTests
{
    private static readonly InstitutionNode[] Nodes =
    [
        new("X1", "X", InstitutionLevel.Sub),
        new("Y", "HO", InstitutionLevel.Tier1),
        new("Z", "HO", InstitutionLevel.Tier2),
        new("HO", null, InstitutionLevel.Head),
        new("X2", "X", InstitutionLevel.Tier2),
        new("X", "HO", InstitutionLevel.Tier1),
        new("X21", "X2", InstitutionLevel.Sub),
    ];

    [Fact]
    public void Places_are_in_preorder_children_by_code()
    {
        var tree = new InstitutionTree(Nodes);

        Assert.Equal(["HO", "X", "X1", "X2", "X21", "Y", "Z"], Enumerable.Range(0, tree.Count).Select(tree.Code));
        Assert.Equal([-1, 0, 1, 1, 3, 0, 0], Enumerable.Range(0, tree.Count).Select(tree.Parent));
        Assert.Equal([7, 5, 3, 5, 5, 6, 7], Enumerable.Range(0, tree.Count).Select(tree.End));
        Assert.Equal(InstitutionLevel.Tier2, tree.Level(tree.PlaceOf("X2")));
    }

    [Theory]
    [InlineData("X", "X")]
    [InlineData("X1", "X")]
    [InlineData("X21", "X")]
    [InlineData("Y", "Y")]
    [InlineData("Z", "HO")]
    [InlineData("HO", "HO")]
    public void The_tier_1_branch_is_the_nearest_at_or_above_else_head_office(string code, string tier1)
    {
        var tree = new InstitutionTree(Nodes);

        Assert.Equal(tier1, tree.Code(tree.Tier1(tree.PlaceOf(code))));
    }

    [Fact]
    public void Whoever_is_below_lies_in_the_range_and_nobody_else()
    {
        foreach (SmallBank bank in Enumerable.Range(0, 100).Select(RandomBank.Of))
        {
            var tree = new InstitutionTree(bank.Institutions);
            foreach (
                (InstitutionNode upper, InstitutionNode lower) in bank.Institutions.SelectMany(a => bank.Institutions.Select(b => (a, b)))
            )
            {
                int place = tree.PlaceOf(lower.Code);

                Assert.Equal(IsAtOrAbove(upper, lower), place >= tree.PlaceOf(upper.Code) && place < tree.End(tree.PlaceOf(upper.Code)));
            }

            bool IsAtOrAbove(InstitutionNode upper, InstitutionNode? lower) =>
                lower is not null
                && (upper == lower || IsAtOrAbove(upper, bank.Institutions.SingleOrDefault(node => node.Code == lower.ParentCode)));
        }
    }

    [Fact]
    public void A_tree_that_is_none_is_refused_with_the_reason()
    {
        InstitutionNode head = new("HO", null, InstitutionLevel.Head);

        Refused("0 institutions", []);
        Refused("2 institutions", [head, new("H2", null, InstitutionLevel.Head)]);
        Refused("X is not below head office", [head, new("X", "nowhere", InstitutionLevel.Tier1)]);
        Refused("not below head office", [head, new("X", "Y", InstitutionLevel.Tier1), new("Y", "X", InstitutionLevel.Tier1)]);
        Refused("X must be of a level below", [head, new("X", "HO", InstitutionLevel.Head)]);
        Refused("X occurs twice", [head, new("X", "HO", InstitutionLevel.Tier1), new("X", "HO", InstitutionLevel.Sub)]);

        static void Refused(string reason, InstitutionNode[] nodes) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new InstitutionTree(nodes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_code_has_no_place() => Assert.Throws<KeyNotFoundException>(() => new InstitutionTree(Nodes).PlaceOf("x"));
}
