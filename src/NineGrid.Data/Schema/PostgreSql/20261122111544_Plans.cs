using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NineGrid.Data.Schema.PostgreSql
{
    /// <inheritdoc />
    public partial class Plans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "plans",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    target = table.Column<byte>(type: "smallint", nullable: true),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    owner_id = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    baseline_period = table.Column<int>(type: "integer", nullable: false),
                    baseline_scheme = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    baseline_scheme_version = table.Column<int>(type: "integer", nullable: false),
                    baseline_cell = table.Column<byte>(type: "smallint", nullable: true),
                    baseline_revenue = table.Column<double>(type: "double precision", nullable: true),
                    baseline_raroc = table.Column<double>(type: "double precision", nullable: true),
                    baseline_eva = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plans", x => x.id);
                    table.ForeignKey(
                        name: "FK_plans_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_plans_managers_owner_id",
                        column: x => x.owner_id,
                        principalTable: "managers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "plan_baselines",
                columns: table => new
                {
                    plan_id = table.Column<int>(type: "integer", nullable: false),
                    lever = table.Column<byte>(type: "smallint", nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: true),
                    unit_worth = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_baselines", x => new { x.plan_id, x.lever });
                    table.ForeignKey(
                        name: "FK_plan_baselines_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_comments",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    plan_id = table.Column<int>(type: "integer", nullable: false),
                    author = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_comments", x => x.id);
                    table.ForeignKey(
                        name: "FK_plan_comments_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_steps",
                columns: table => new
                {
                    plan_id = table.Column<int>(type: "integer", nullable: false),
                    lever = table.Column<byte>(type: "smallint", nullable: false),
                    target = table.Column<double>(type: "double precision", nullable: false),
                    worth = table.Column<double>(type: "double precision", nullable: true),
                    owner_id = table.Column<int>(type: "integer", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_steps", x => new { x.plan_id, x.lever });
                    table.ForeignKey(
                        name: "FK_plan_steps_managers_owner_id",
                        column: x => x.owner_id,
                        principalTable: "managers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_plan_steps_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_plan_comments_plan_id",
                table: "plan_comments",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "IX_plan_steps_owner_id",
                table: "plan_steps",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "IX_plans_customer_id",
                table: "plans",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "IX_plans_owner_id",
                table: "plans",
                column: "owner_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "plan_baselines");

            migrationBuilder.DropTable(
                name: "plan_comments");

            migrationBuilder.DropTable(
                name: "plan_steps");

            migrationBuilder.DropTable(
                name: "plans");
        }
    }
}
