using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Architecture;

/// <summary>Web → Data → Domain, and nothing past that.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Domain = typeof(Period).Assembly;
    private static readonly Assembly Data = typeof(NineGridDbContext).Assembly;
    private static readonly Assembly Web = typeof(Program).Assembly;

    [Fact]
    public void The_domain_references_the_runtime_and_math_only()
    {
        Assert.All(
            Domain.GetReferencedAssemblies(),
            reference => Assert.True(IsRuntime(reference.Name!) || reference.Name == "MathNet.Numerics", reference.FullName)
        );
    }

    [Fact]
    public void Data_does_not_reference_the_web()
    {
        Assert.DoesNotContain(Data.GetReferencedAssemblies(), reference => reference.Name == Web.GetName().Name);
        Assert.DoesNotContain(
            Data.GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.Data.")]
    [InlineData("Npgsql")]
    public void The_web_references_no_database_library(string prefix)
    {
        Assert.DoesNotContain(Web.GetReferencedAssemblies(), reference => reference.Name!.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void The_web_never_mentions_the_database_context()
    {
        using var file = new PEReader(File.OpenRead(Web.Location));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> mentioned = metadata
            .TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => metadata.GetString(type.Name));

        Assert.DoesNotContain(mentioned, name => name.EndsWith("DbContext", StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_takes_the_database_context()
    {
        Assert.All(
            Web.GetTypes().Where(type => type.IsAssignableTo(typeof(PageModel))).SelectMany(type => type.GetConstructors()),
            constructor =>
                Assert.DoesNotContain(
                    constructor.GetParameters(),
                    parameter => parameter.ParameterType.IsAssignableTo(typeof(NineGridDbContext))
                )
        );
    }

    private static bool IsRuntime(string name) => name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard";
}
