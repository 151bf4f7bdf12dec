namespace NineGrid.Tests.Support;

/// <summary>The working copy that the tests run from.</summary>
internal static class Repository
{
    /// <summary>A file of the working copy by its path from the root.</summary>
    public static string File(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "NineGrid.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds NineGrid.sln.");
    }
}
