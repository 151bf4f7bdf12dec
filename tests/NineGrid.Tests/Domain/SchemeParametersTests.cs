using System.Globalization;
using System.Reflection;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Domain;

public sealed class SchemeParametersTests
{
    // What of a scheme is no single number.
    private static readonly string[] Structured =
    [
        nameof(Scheme.FrozenAt),
        nameof(Scheme.ValueRevenue),
        nameof(Scheme.ValueRaroc),
        nameof(Scheme.GrowthBank),
        nameof(Scheme.GrowthOwn),
        nameof(Scheme.GroupRevenue),
        nameof(Scheme.GroupRaroc),
        nameof(Scheme.Strategies),
        nameof(Scheme.SparesStrongGroups),
        nameof(Scheme.UsedIndicators),
        nameof(Scheme.AlertTerms),
        nameof(AlertTerms.Off),
    ];

    public static TheoryData<string> Keys => [.. SchemeParameters.All.Select(parameter => parameter.Key)];

    [Fact]
    public void Every_property_of_a_scheme_is_a_parameter_or_known_to_be_more_than_a_number()
    {
        string[] properties = [.. Properties(typeof(Scheme)).Concat(Properties(typeof(AlertTerms))).Select(property => property.Name)];

        Assert.Equal(properties.Order(), SchemeParameters.All.SelectMany(Changed).Concat(Structured).Order());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_parameter_sets_the_property_of_its_name_and_nothing_else(string key)
    {
        SchemeParameter parameter = SchemeParameters.Find(key)!;

        string changed = Assert.Single(Changed(parameter));

        Assert.Equal(
            key,
            string.Concat(
                changed.Select(
                    (c, i) =>
                        char.IsUpper(c) && i > 0
                            ? $"-{char.ToLower(c, CultureInfo.InvariantCulture)}"
                            : $"{char.ToLower(c, CultureInfo.InvariantCulture)}"
                )
            )
        );
        Assert.Equal(parameter.Most, parameter.Of(parameter.With(Scheme.Default, parameter.Most)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_least_and_the_most_may_be_used_and_what_lies_beyond_is_a_fault(string key)
    {
        SchemeParameter parameter = SchemeParameters.Find(key)!;
        double step = parameter.IsWhole ? 1 : 1e-9;

        Assert.Empty(Set(parameter.Least).Faults());
        Assert.Empty(Set(parameter.Most).Faults());
        Assert.Contains(Set(parameter.Least - step).Faults(), Tells);
        Assert.Contains(Set(parameter.Most + step).Faults(), Tells);
        if (!parameter.IsWhole)
        {
            Assert.Contains(Set(double.NaN).Faults(), Tells);
            Assert.Contains(Set(double.PositiveInfinity).Faults(), Tells);
        }

        bool Tells(string fault) => fault.StartsWith($"the {key.Replace('-', ' ')} must be ", StringComparison.Ordinal);

        // Parameters that are tied to another are set with it.
        Scheme Set(double value) =>
            key switch
            {
                "revenue-weight" => parameter.With(Scheme.Default with { ProfitWeight = 1 - value }, value),
                "profit-weight" => parameter.With(Scheme.Default with { RevenueWeight = 1 - value }, value),
                "sme-lower" => parameter.With(Scheme.Default with { SmeUpper = 1_000_000 }, value),
                "sme-upper" => parameter.With(Scheme.Default with { SmeLower = 0 }, value),
                _ => parameter.With(Scheme.Default, value),
            };
    }

    [Fact]
    public void The_default_scheme_has_the_numbers_of_the_specification()
    {
        (string Key, double Value)[] specified =
        [
            ("tax", 0.25),
            ("beta", 0.12),
            ("capital-multiplier", 1),
            ("hurdle", 0.11),
            ("pd-floor", 0.0005),
            ("sme-lower", 30),
            ("sme-upper", 300),
            ("new-months", 3),
            ("revenue-weight", 0.7),
            ("profit-weight", 0.3),
            ("smallest-peer-group", 30),
            ("smallest-benchmark", 10),
            ("product-penetration", 0.4),
            ("demand-premium", 0.010),
            ("fee-cost", 0.2),
            ("settlement-yield", 0.0008),
            ("payroll-yield", 120),
            ("channel-saving", 6),
            ("movement-months", 3),
            ("large-capital", 0.9),
            ("lost-months", 24),
            ("deposit-share", 0.7),
            ("dormant-share", 0.5),
            ("line-share", 0.95),
            ("escalation-days", 10),
        ];

        Assert.Equal(specified, SchemeParameters.All.Select(parameter => (parameter.Key, parameter.Of(Scheme.Default))));
    }

    [Fact]
    public void A_whole_parameter_takes_no_fraction()
    {
        SchemeParameter months = SchemeParameters.Find("new-months")!;

        Assert.True(months.IsWhole);
        Assert.False(months.Allows(2.5));
        Assert.Throws<ArgumentException>(() => months.With(Scheme.Default, 2.5));
        Assert.Throws<ArgumentException>(() => months.With(Scheme.Default, 1e12));
        Assert.Throws<ArgumentException>(() => months.With(Scheme.Default, double.NaN));
    }

    [Fact]
    public void A_fault_names_the_range_and_the_value() =>
        Assert.Equal(
            ["the pd floor must be 0.00001 to 0.99, not 0", "the escalation days must be 1 to 365, not 400"],
            (
                Scheme.Default with
                {
                    PdFloor = 0,
                    AlertTerms = new() { EscalationDays = 400 },
                }
            ).Faults()
        );

    [Fact]
    public void Sections_stand_together_and_an_unknown_key_is_no_parameter()
    {
        SchemeSection[] sections = [.. SchemeParameters.All.Select(parameter => parameter.Section)];

        Assert.Equal(sections.Order(), sections);
        Assert.Null(SchemeParameters.Find("taxes"));
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The properties that change when a parameter is set to another value.</summary>
    private static IEnumerable<string> Changed(SchemeParameter parameter)
    {
        double other = parameter.Of(Scheme.Default) == parameter.Most ? parameter.Least : parameter.Most;
        Scheme changed = parameter.With(Scheme.Default, other);
        return Properties(typeof(Scheme))
            .Where(property => property.Name != nameof(Scheme.AlertTerms))
            .Where(property => !Equals(property.GetValue(Scheme.Default), property.GetValue(changed)))
            .Concat(
                Properties(typeof(AlertTerms))
                    .Where(property => !Equals(property.GetValue(Scheme.Default.AlertTerms), property.GetValue(changed.AlertTerms)))
            )
            .Select(property => property.Name);
    }
}
