using System.Globalization;

namespace NineGrid.Web.Pages;

/// <summary>A number of a what-if that can be typed or slid.</summary>
/// <param name="Name">Its parameter in the address.</param>
/// <param name="Label">What it is.</param>
/// <param name="Unit">In what it is typed.</param>
/// <param name="Scale">How much one of that unit is: yuan, years or a fraction.</param>
public sealed record WhatIfField(string Name, string Label, string Unit, double Scale)
{
    /// <summary>What it is today, in the unit; null when not known.</summary>
    public double? Today { get; init; }

    /// <summary>Where its slider begins.</summary>
    public double Least { get; init; }

    /// <summary>Where its slider ends.</summary>
    public required double Most { get; init; }

    /// <summary>How finely it slides.</summary>
    public required double Step { get; init; }

    /// <summary>The least that can be typed.</summary>
    public double Lowest { get; init; }

    /// <summary>The most that can be typed.</summary>
    public required double Highest { get; init; }

    /// <summary>Whether the customer has what it changes.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>What stands in the field; empty leaves it as it is.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>The value asked for, in yuan, years or as a fraction; null for none.</summary>
    public double? Value { get; init; }

    /// <summary>A number as a field of a form takes it.</summary>
    public static string Plain(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);
}
