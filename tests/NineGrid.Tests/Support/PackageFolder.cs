using System.IO.Compression;
using System.Text;

namespace NineGrid.Tests.Support;

/// <summary>An import package under construction, in a folder that goes with it.</summary>
public sealed class PackageFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ninegrid-package-");

    public PackageFolder() => _root.CreateSubdirectory("files");

    /// <summary>The folder.</summary>
    public string Path => System.IO.Path.Combine(_root.FullName, "files");

    /// <summary>Writes or replaces a file in UTF-8 without a byte-order mark.</summary>
    public PackageFolder File(string name, string text) =>
        Bytes(name, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    /// <summary>Writes or replaces a file.</summary>
    public PackageFolder Bytes(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);
        return this;
    }

    /// <summary>Takes a file out.</summary>
    public PackageFolder Without(string name)
    {
        System.IO.File.Delete(System.IO.Path.Combine(Path, name));
        return this;
    }

    /// <summary>Writes a file beside the folder and gives its path.</summary>
    public string Packed(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(_root.FullName, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Packs the folder and gives the zip's path.</summary>
    public string Zip()
    {
        string zip = System.IO.Path.Combine(_root.FullName, "package.zip");
        ZipFile.CreateFromDirectory(Path, zip);
        return zip;
    }

    /// <summary>Packs entries of any name and gives the zip's path.</summary>
    public string Zip(params (string Name, byte[] Bytes)[] entries)
    {
        string zip = System.IO.Path.Combine(_root.FullName, "package.zip");
        using ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(bytes);
        }

        return zip;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
