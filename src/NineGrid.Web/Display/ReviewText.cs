using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Views;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Display;

/// <summary>The sentences, names and links of the review.</summary>
public sealed class ReviewText(Words say, Numbers show)
{
    /// <summary>What the page shows, in a sentence.</summary>
    public string Title(ReviewPage page)
    {
        string where = page.At.Institution.Name;
        if (page.Table is ReviewTable table)
        {
            Reviewed whole = table.Whole;
            return say.Counted(
                table.Named,
                $"review.title.{table.By}",
                where,
                Numbers.Count(table.Named),
                Numbers.Count(whole.Sum.Customers),
                Numbers.Share(whole.ShareOf(Band.High)),
                show.AmountInWords(whole.Sum.Eva)
            );
        }

        return page switch
        {
            { Trend.Periods: [PeriodSum first, .., PeriodSum last] } => say[
                "review.title.trend",
                where,
                show.Month(first.Period),
                show.Month(last.Period),
                show.AmountInWords(first.Sum.Eva),
                show.AmountInWords(last.Sum.Eva)
            ],
            { Products.Products: [{ Penetration.Lift: double lift } best, ..] } => say[
                "review.title.products",
                where,
                best.Name,
                Numbers.Fixed(lift, 1)
            ],
            { Concentration.TopReturnShare: double share } => say[
                "review.title.concentration",
                where,
                Numbers.Share(share),
                Numbers.Count(page.Concentration.Top.Customers)
            ],
            _ => say["review.title.none", where, say[$"review.part.{page.Filters.Review}"]],
        };
    }

    /// <summary>What a row is about.</summary>
    public string NameOf(ReviewBy by, Reviewed row) =>
        row.Name
        ?? (
            row.Code is not string code ? say[$"review.none.{by}"]
            : by == ReviewBy.Sizes && SizeClassCode.TryParse(code, out SizeClass size) ? say.Of(size)
            : by == ReviewBy.Industries && Industry.TryParse(code, out Industry industry) ? $"{code} {say.Of(industry)}"
            : code
        );

    /// <summary>The customers, plans or opportunities of a row; null when no list has just them.</summary>
    /// <param name="here">The review.</param>
    /// <param name="path">Where the list is.</param>
    /// <param name="by">What stands side by side.</param>
    /// <param name="row">The row; the whole for null.</param>
    public static Address? List(Address here, string path, ReviewBy by, Reviewed? row)
    {
        Address list = here.Frame().To(path);
        return row is null ? list
            : row.Code is not string code ? (by == ReviewBy.Managers ? list.With("lack", "manager") : null)
            : list.With(
                by switch
                {
                    ReviewBy.Managers => "manager",
                    ReviewBy.Institutions => "institution",
                    ReviewBy.Sizes => "size",
                    _ => "industry",
                },
                code
            );
    }

    /// <summary>A share with what it is of: 67 % (4/6).</summary>
    public string Of(Proportion proportion) =>
        proportion.Share is double share
            ? say["review.proportion", Numbers.Share(share), Numbers.Count(proportion.Part), Numbers.Count(proportion.Whole)]
            : Numbers.NotMeasured;

    /// <summary>A net upgrade rate with its direction.</summary>
    public static string Rate(double? rate) =>
        rate is not double net ? Numbers.NotMeasured
        : net > 0 ? $"▲ +{Numbers.Percent(net)}"
        : net < 0 ? $"▼ {Numbers.Percent(net)}"
        : Numbers.Percent(net);

    /// <summary>How strong a heat map colours a share, 0 to 4.</summary>
    public static int Heat(double? share) => share is double part ? (int)Math.Clamp(Math.Ceiling(part * 5) - 1, 0, 4) : 0;
}
