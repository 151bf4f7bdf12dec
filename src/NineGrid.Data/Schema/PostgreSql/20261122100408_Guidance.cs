using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NineGrid.Data.Schema.PostgreSql
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
                    snapshot_id = table.Column<int>(type: "integer", nullable: false),
                    tier1_place = table.Column<int>(type: "integer", nullable: false),
                    size = table.Column<byte>(type: "smallint", nullable: false),
                    has_credit = table.Column<bool>(type: "boolean", nullable: false),
                    indicator = table.Column<byte>(type: "smallint", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    p25 = table.Column<double>(type: "double precision", nullable: false),
                    median = table.Column<double>(type: "double precision", nullable: false),
                    p75 = table.Column<double>(type: "double precision", nullable: false),
                    width = table.Column<byte>(type: "smallint", nullable: false),
                    of_credit = table.Column<bool>(type: "boolean", nullable: false)
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
                    snapshot_id = table.Column<int>(type: "integer", nullable: false),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    reach = table.Column<double>(type: "double precision", nullable: false),
                    target = table.Column<byte>(type: "smallint", nullable: true),
                    feasible = table.Column<bool>(type: "boolean", nullable: true),
                    reached = table.Column<byte>(type: "smallint", nullable: true),
                    effort = table.Column<double>(type: "double precision", nullable: true),
                    deposit_volume = table.Column<double>(type: "double precision", nullable: true),
                    deposit_mix = table.Column<double>(type: "double precision", nullable: true),
                    deposit_pricing = table.Column<double>(type: "double precision", nullable: true),
                    lending_volume = table.Column<double>(type: "double precision", nullable: true),
                    loan_pricing = table.Column<double>(type: "double precision", nullable: true),
                    fee_income = table.Column<double>(type: "double precision", nullable: true),
                    settlement = table.Column<double>(type: "double precision", nullable: true),
                    payroll = table.Column<double>(type: "double precision", nullable: true),
                    channel = table.Column<double>(type: "double precision", nullable: true),
                    cost_to_serve = table.Column<double>(type: "double precision", nullable: true),
                    risk_mitigation = table.Column<double>(type: "double precision", nullable: true)
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
                    snapshot_id = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    indicator = table.Column<byte>(type: "smallint", nullable: false),
                    high = table.Column<int>(type: "integer", nullable: false),
                    low = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<double>(type: "double precision", nullable: false)
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
