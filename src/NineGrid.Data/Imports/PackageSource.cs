namespace NineGrid.Data.Imports;

/// <summary>Where a package lies, and the name under which it came.</summary>
/// <param name="Path">A folder, or a file of any name.</param>
/// <param name="Name">The name under which it came; a CSV file is known by it.</param>
public sealed record PackageSource(string Path, string Name)
{
    /// <summary>A package that lies where it came.</summary>
    public static PackageSource At(string path) => new(path, System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path)));

    /// <summary>What people are told of: the path that they gave, or the name of what they sent.</summary>
    internal string Shown => string.Equals(At(Path).Name, Name, StringComparison.Ordinal) ? Path : Name;
}
