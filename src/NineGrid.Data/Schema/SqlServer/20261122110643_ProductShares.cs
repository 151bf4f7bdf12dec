using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NineGrid.Data.Schema.SqlServer
{
    /// <inheritdoc />
    public partial class ProductShares : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "products",
                table: "figures",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "product_shares",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "int", nullable: false),
                    tier1_place = table.Column<int>(type: "int", nullable: false),
                    size = table.Column<byte>(type: "tinyint", nullable: false),
                    has_credit = table.Column<bool>(type: "bit", nullable: false),
                    product = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    holders = table.Column<int>(type: "int", nullable: false),
                    n = table.Column<int>(type: "int", nullable: false),
                    width = table.Column<byte>(type: "tinyint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_product_shares", x => new { x.snapshot_id, x.tier1_place, x.size, x.has_credit, x.product });
                    table.ForeignKey(
                        name: "FK_product_shares_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_guidance_snapshot_id_reach",
                table: "guidance",
                columns: new[] { "snapshot_id", "reach" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "product_shares");

            migrationBuilder.DropIndex(
                name: "IX_guidance_snapshot_id_reach",
                table: "guidance");

            migrationBuilder.DropColumn(
                name: "products",
                table: "figures");
        }
    }
}
