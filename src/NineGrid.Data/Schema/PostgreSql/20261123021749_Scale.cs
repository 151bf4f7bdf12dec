using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NineGrid.Data.Schema.PostgreSql
{
    /// <inheritdoc />
    public partial class Scale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_facts_customers_customer_id",
                table: "facts");

            migrationBuilder.DropIndex(
                name: "IX_positions_snapshot_id_manager_id",
                table: "positions");

            migrationBuilder.CreateIndex(
                name: "IX_positions_snapshot_id_manager_id_place",
                table: "positions",
                columns: new[] { "snapshot_id", "manager_id", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_plans_changed_at",
                table: "plans",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "IX_plan_comments_at",
                table: "plan_comments",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_alert_events_at",
                table: "alert_events",
                column: "at",
                filter: "\"by\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_plans_changed_at",
                table: "plans");

            migrationBuilder.DropIndex(
                name: "IX_plan_comments_at",
                table: "plan_comments");

            migrationBuilder.DropIndex(
                name: "IX_alert_events_at",
                table: "alert_events");

            migrationBuilder.DropIndex(
                name: "IX_positions_snapshot_id_manager_id_place",
                table: "positions");

            migrationBuilder.CreateIndex(
                name: "IX_positions_snapshot_id_manager_id",
                table: "positions",
                columns: new[] { "snapshot_id", "manager_id" });

            migrationBuilder.AddForeignKey(
                name: "FK_facts_customers_customer_id",
                table: "facts",
                column: "customer_id",
                principalTable: "customers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
