using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NineGrid.Data.Schema.PostgreSql
{
    /// <inheritdoc />
    public partial class Operations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "statements",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "snapshots",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "computed_by",
                table: "snapshots",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approved_by",
                table: "schemes",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "comment",
                table: "schemes",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "created_by",
                table: "schemes",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "products",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "managers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "institutions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "facts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "customers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "batch_id",
                table: "credit_groups",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "closed_by",
                table: "closed_periods",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "credit_groups_before",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_customer_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit_groups_before", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customers_before",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    credit_code = table.Column<string>(type: "character varying(18)", unicode: false, maxLength: 18, nullable: true),
                    group_id = table.Column<int>(type: "integer", nullable: true),
                    industry = table.Column<string>(type: "character varying(1)", unicode: false, maxLength: 1, nullable: false),
                    institution_id = table.Column<int>(type: "integer", nullable: false),
                    manager_id = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: true),
                    size = table.Column<byte>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers_before", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_batches",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    package = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    imported_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    imported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    milliseconds = table.Column<long>(type: "bigint", nullable: false),
                    stored = table.Column<long>(type: "bigint", nullable: false),
                    rejected = table.Column<long>(type: "bigint", nullable: false),
                    files = table.Column<string>(type: "text", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "facts_before",
                columns: table => new
                {
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    period = table.Column<int>(type: "integer", nullable: false),
                    avg_demand_deposits = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    avg_deposits = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    avg_loans = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    credit_limit = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    credit_used = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    deposit_nii = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    e_transactions = table.Column<long>(type: "bigint", nullable: true),
                    ead = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    economic_capital = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    expected_loss = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    fee_income = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    lgd = table.Column<decimal>(type: "numeric(19,10)", precision: 19, scale: 10, nullable: true),
                    loan_nii = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    maturity_years = table.Column<decimal>(type: "numeric(19,10)", precision: 19, scale: 10, nullable: true),
                    operating_cost = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    overdue_balance = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    payroll_headcount = table.Column<long>(type: "bigint", nullable: true),
                    pd = table.Column<decimal>(type: "numeric(19,10)", precision: 19, scale: 10, nullable: true),
                    products = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    settlement_inflow = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    transactions = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facts_before", x => new { x.customer_id, x.period });
                });

            migrationBuilder.CreateTable(
                name: "institutions_before",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    level = table.Column<byte>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_institutions_before", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "managers_before",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    employee_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    institution_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_managers_before", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "products_before",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    line = table.Column<byte>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_products_before", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scheme_drafts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    based_on = table.Column<int>(type: "integer", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    comment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    proposed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    rejection = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    changed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scheme_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statements_before",
                columns: table => new
                {
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    fiscal_year = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: true),
                    cash = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    employees = table.Column<long>(type: "bigint", nullable: true),
                    interest_bearing_debt = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    net_profit = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    operating_revenue = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true),
                    total_assets = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statements_before", x => new { x.customer_id, x.fiscal_year });
                });

            migrationBuilder.CreateTable(
                name: "stored_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    stored_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    stored_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "file_pieces",
                columns: table => new
                {
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_file_pieces", x => new { x.file_id, x.number });
                    table.ForeignKey(
                        name: "FK_file_pieces_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    order = table.Column<string>(type: "text", nullable: true),
                    file_id = table.Column<int>(type: "integer", nullable: true),
                    asked_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    node = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.id);
                    table.ForeignKey(
                        name: "FK_jobs_jobs_parent_id",
                        column: x => x.parent_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_jobs_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "snapshot_parts",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    institution_id = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<int>(type: "integer", nullable: false),
                    sums = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_snapshot_parts", x => new { x.job_id, x.institution_id });
                    table.ForeignKey(
                        name: "FK_snapshot_parts_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_file_id",
                table: "jobs",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_parent_id",
                table: "jobs",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_state",
                table: "jobs",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credit_groups_before");

            migrationBuilder.DropTable(
                name: "customers_before");

            migrationBuilder.DropTable(
                name: "data_batches");

            migrationBuilder.DropTable(
                name: "facts_before");

            migrationBuilder.DropTable(
                name: "file_pieces");

            migrationBuilder.DropTable(
                name: "institutions_before");

            migrationBuilder.DropTable(
                name: "managers_before");

            migrationBuilder.DropTable(
                name: "products_before");

            migrationBuilder.DropTable(
                name: "scheme_drafts");

            migrationBuilder.DropTable(
                name: "snapshot_parts");

            migrationBuilder.DropTable(
                name: "statements_before");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "stored_files");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "statements");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "snapshots");

            migrationBuilder.DropColumn(
                name: "computed_by",
                table: "snapshots");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "schemes");

            migrationBuilder.DropColumn(
                name: "comment",
                table: "schemes");

            migrationBuilder.DropColumn(
                name: "created_by",
                table: "schemes");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "products");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "managers");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "institutions");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "facts");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "credit_groups");

            migrationBuilder.DropColumn(
                name: "closed_by",
                table: "closed_periods");
        }
    }
}
