using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace NineGrid.Data.Access;

/// <summary>Keeps the keys that protect cookies in the database, so that all web nodes accept each other's sign-ins.</summary>
internal sealed class StoredKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using IServiceScope scope = scopes.CreateScope();
        return
        [
            .. scope
                .ServiceProvider.GetRequiredService<NineGridDbContext>()
                .ProtectionKeys.AsNoTracking()
                .Select(row => row.Xml)
                .AsEnumerable()
                .Select(xml => XElement.Parse(xml)),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using IServiceScope scope = scopes.CreateScope();
        NineGridDbContext db = scope.ServiceProvider.GetRequiredService<NineGridDbContext>();
        db.ProtectionKeys.Add(new() { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
