using NineGrid.Data;
using NineGrid.Web.Pages;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddNineGridData(
    new(
        Enum.Parse<DatabaseProvider>(builder.Configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite)),
        builder.Configuration.GetConnectionString("NineGrid") ?? "Data Source=ninegrid.db"
    )
);
builder.Services.AddNineGridPages();
var app = builder.Build();
app.MapNineGridPages();
await app.RunAsync();
