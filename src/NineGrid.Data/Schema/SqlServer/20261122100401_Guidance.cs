using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NineGrid.Data.Schema.SqlServer
{
    /// <inheritdoc />
    public partial class Guidance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "benchmarks",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "int", nullable: false),
                    tier1_place = table.Column<int>(type: "int", nullable: false),
                    size = table.Column<byte>(type: "tinyint", nullable: false),
                    has_credit = table.Column<bool>(type: "bit", nullable: false),
                    indicator = table.Column<byte>(type: "tinyint", nullable: false),
                    n = table.Column<int>(type: "int", nullable: false),
                    p25 = table.Column<double>(type: "float", nullable: false),
                    median = table.Column<double>(type: "float", nullable: false),
                    p75 = table.Column<double>(type: "float", nullable: false),
                    width = table.Column<byte>(type: "tinyint", nullable: false),
                    of_credit = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benchmarks", x => new { x.snapshot_id, x.tier1_place, x.size, x.has_credit, x.indicator });
                    table.ForeignKey(
                        name: "FK_benchmarks_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "guidance",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "int", nullable: false),
                    customer_id = table.Column<int>(type: "int", nullable: false),
                    reach = table.Column<double>(type: "float", nullable: false),
                    target = table.Column<byte>(type: "tinyint", nullable: true),
                    feasible = table.Column<bool>(type: "bit", nullable: true),
                    reached = table.Column<byte>(type: "tinyint", nullable: true),
                    effort = table.Column<double>(type: "float", nullable: true),
                    deposit_volume = table.Column<double>(type: "float", nullable: true),
                    deposit_mix = table.Column<double>(type: "float", nullable: true),
                    deposit_pricing = table.Column<double>(type: "float", nullable: true),
                    lending_volume = table.Column<double>(type: "float", nullable: true),
                    loan_pricing = table.Column<double>(type: "float", nullable: true),
                    fee_income = table.Column<double>(type: "float", nullable: true),
                    settlement = table.Column<double>(type: "float", nullable: true),
                    payroll = table.Column<double>(type: "float", nullable: true),
                    channel = table.Column<double>(type: "float", nullable: true),
                    cost_to_serve = table.Column<double>(type: "float", nullable: true),
                    risk_mitigation = table.Column<double>(type: "float", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_guidance", x => new { x.snapshot_id, x.customer_id });
                    table.ForeignKey(
                        name: "FK_guidance_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "separations",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "int", nullable: false),
                    place = table.Column<int>(type: "int", nullable: false),
                    indicator = table.Column<byte>(type: "tinyint", nullable: false),
                    high = table.Column<int>(type: "int", nullable: false),
                    low = table.Column<int>(type: "int", nullable: false),
                    probability = table.Column<double>(type: "float", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_separations", x => new { x.snapshot_id, x.place, x.indicator });
                    table.ForeignKey(
                        name: "FK_separations_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "benchmarks");

            migrationBuilder.DropTable(
                name: "guidance");

            migrationBuilder.DropTable(
                name: "separations");
        }
    }
}
