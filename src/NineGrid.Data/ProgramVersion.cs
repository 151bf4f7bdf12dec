using System.Reflection;

namespace NineGrid.Data;

/// <summary>The version of this program, as it is kept with what it computes.</summary>
internal static class ProgramVersion
{
    public static readonly string Text =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";
}
