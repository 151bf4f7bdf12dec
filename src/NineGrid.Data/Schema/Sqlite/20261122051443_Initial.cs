using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NineGrid.Data.Schema.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "closed_periods",
                columns: table => new
                {
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closed_periods", x => x.period);
                });

            migrationBuilder.CreateTable(
                name: "institutions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    parent_id = table.Column<int>(type: "INTEGER", nullable: true),
                    level = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_institutions", x => x.id);
                    table.ForeignKey(
                        name: "FK_institutions_institutions_parent_id",
                        column: x => x.parent_id,
                        principalTable: "institutions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    line = table.Column<byte>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_products", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schemes",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "managers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    employee_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    institution_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_managers", x => x.id);
                    table.ForeignKey(
                        name: "FK_managers_institutions_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institutions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "snapshots",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    scheme_id = table.Column<int>(type: "INTEGER", nullable: false),
                    computed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    program = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    customers = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_snapshots", x => x.id);
                    table.ForeignKey(
                        name: "FK_snapshots_schemes_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cuts",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    grid = table.Column<byte>(type: "INTEGER", nullable: false),
                    y = table.Column<bool>(type: "INTEGER", nullable: false),
                    peer_group = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    used_group = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    n = table.Column<int>(type: "INTEGER", nullable: false),
                    lo = table.Column<double>(type: "REAL", nullable: true),
                    hi = table.Column<double>(type: "REAL", nullable: true),
                    in_use = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cuts", x => new { x.snapshot_id, x.grid, x.y, x.peer_group });
                    table.ForeignKey(
                        name: "FK_cuts_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "figures",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    loan_nii = table.Column<double>(type: "REAL", nullable: true),
                    deposit_nii = table.Column<double>(type: "REAL", nullable: true),
                    fee_income = table.Column<double>(type: "REAL", nullable: true),
                    operating_cost = table.Column<double>(type: "REAL", nullable: true),
                    expected_loss = table.Column<double>(type: "REAL", nullable: true),
                    transactions = table.Column<double>(type: "REAL", nullable: true),
                    e_transactions = table.Column<double>(type: "REAL", nullable: true),
                    settlement_inflow = table.Column<double>(type: "REAL", nullable: true),
                    ead = table.Column<double>(type: "REAL", nullable: true),
                    economic_capital = table.Column<double>(type: "REAL", nullable: true),
                    avg_loans = table.Column<double>(type: "REAL", nullable: true),
                    avg_deposits = table.Column<double>(type: "REAL", nullable: true),
                    avg_demand_deposits = table.Column<double>(type: "REAL", nullable: true),
                    credit_limit = table.Column<double>(type: "REAL", nullable: true),
                    credit_used = table.Column<double>(type: "REAL", nullable: true),
                    overdue_balance = table.Column<double>(type: "REAL", nullable: true),
                    payroll_headcount = table.Column<double>(type: "REAL", nullable: true),
                    pd = table.Column<double>(type: "REAL", nullable: true),
                    lgd = table.Column<double>(type: "REAL", nullable: true),
                    maturity_years = table.Column<double>(type: "REAL", nullable: true),
                    products_held = table.Column<double>(type: "REAL", nullable: true),
                    products_active = table.Column<double>(type: "REAL", nullable: false),
                    fiscal_year = table.Column<int>(type: "INTEGER", nullable: true),
                    stale = table.Column<bool>(type: "INTEGER", nullable: false),
                    operating_revenue = table.Column<double>(type: "REAL", nullable: true),
                    cash = table.Column<double>(type: "REAL", nullable: true),
                    interest_bearing_debt = table.Column<double>(type: "REAL", nullable: true),
                    employees = table.Column<double>(type: "REAL", nullable: true),
                    earlier_revenue = table.Column<double>(type: "REAL", nullable: true),
                    capital_ratio = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_figures", x => new { x.snapshot_id, x.customer_id });
                    table.ForeignKey(
                        name: "FK_figures_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "indicators",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    cross_sell = table.Column<double>(type: "REAL", nullable: true),
                    monthly_transactions = table.Column<double>(type: "REAL", nullable: true),
                    fee_share = table.Column<double>(type: "REAL", nullable: true),
                    deposit_derivation = table.Column<double>(type: "REAL", nullable: true),
                    wallet_share = table.Column<double>(type: "REAL", nullable: true),
                    cost_income = table.Column<double>(type: "REAL", nullable: true),
                    demand_share = table.Column<double>(type: "REAL", nullable: true),
                    settlement_share = table.Column<double>(type: "REAL", nullable: true),
                    lending_share = table.Column<double>(type: "REAL", nullable: true),
                    line_utilisation = table.Column<double>(type: "REAL", nullable: true),
                    loan_spread = table.Column<double>(type: "REAL", nullable: true),
                    deposit_spread = table.Column<double>(type: "REAL", nullable: true),
                    credit_cost = table.Column<double>(type: "REAL", nullable: true),
                    capital_intensity = table.Column<double>(type: "REAL", nullable: true),
                    e_channel = table.Column<double>(type: "REAL", nullable: true),
                    payroll_penetration = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicators", x => new { x.snapshot_id, x.customer_id });
                    table.ForeignKey(
                        name: "FK_indicators_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portraits",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    grid = table.Column<byte>(type: "INTEGER", nullable: false),
                    part = table.Column<byte>(type: "INTEGER", nullable: false),
                    indicator = table.Column<byte>(type: "INTEGER", nullable: false),
                    n = table.Column<int>(type: "INTEGER", nullable: false),
                    pooled = table.Column<double>(type: "REAL", nullable: false),
                    p25 = table.Column<double>(type: "REAL", nullable: false),
                    median = table.Column<double>(type: "REAL", nullable: false),
                    p75 = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_portraits", x => new { x.snapshot_id, x.place, x.grid, x.part, x.indicator });
                    table.ForeignKey(
                        name: "FK_portraits_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "snapshot_institutions",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    end_place = table.Column<int>(type: "INTEGER", nullable: false),
                    institution_id = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    parent_place = table.Column<int>(type: "INTEGER", nullable: true),
                    level = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_snapshot_institutions", x => new { x.snapshot_id, x.place });
                    table.ForeignKey(
                        name: "FK_snapshot_institutions_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "credit_groups",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    parent_customer_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    credit_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 18, nullable: true),
                    institution_id = table.Column<int>(type: "INTEGER", nullable: false),
                    manager_id = table.Column<int>(type: "INTEGER", nullable: true),
                    group_id = table.Column<int>(type: "INTEGER", nullable: true),
                    industry = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1, nullable: false),
                    size = table.Column<byte>(type: "INTEGER", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers", x => x.id);
                    table.ForeignKey(
                        name: "FK_customers_credit_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "credit_groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_customers_institutions_institution_id",
                        column: x => x.institution_id,
                        principalTable: "institutions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_customers_managers_manager_id",
                        column: x => x.manager_id,
                        principalTable: "managers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_positions",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    group_id = table.Column<int>(type: "INTEGER", nullable: false),
                    members = table.Column<int>(type: "INTEGER", nullable: false),
                    revenue = table.Column<double>(type: "REAL", nullable: false),
                    @return = table.Column<double>(name: "return", type: "REAL", nullable: false),
                    economic_capital = table.Column<double>(type: "REAL", nullable: false),
                    raroc = table.Column<double>(type: "REAL", nullable: true),
                    cell = table.Column<byte>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_positions", x => new { x.snapshot_id, x.group_id });
                    table.ForeignKey(
                        name: "FK_group_positions_credit_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "credit_groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_positions_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "facts",
                columns: table => new
                {
                    customer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    loan_nii = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    deposit_nii = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    fee_income = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    operating_cost = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    expected_loss = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    economic_capital = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    ead = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    pd = table.Column<long>(type: "INTEGER", precision: 19, scale: 10, nullable: true),
                    lgd = table.Column<long>(type: "INTEGER", precision: 19, scale: 10, nullable: true),
                    maturity_years = table.Column<long>(type: "INTEGER", precision: 19, scale: 10, nullable: true),
                    avg_loans = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    avg_deposits = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    avg_demand_deposits = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    credit_limit = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    credit_used = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    overdue_balance = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    transactions = table.Column<long>(type: "INTEGER", nullable: true),
                    e_transactions = table.Column<long>(type: "INTEGER", nullable: true),
                    settlement_inflow = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    payroll_headcount = table.Column<long>(type: "INTEGER", nullable: true),
                    products = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facts", x => new { x.customer_id, x.period });
                    table.ForeignKey(
                        name: "FK_facts_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "positions",
                columns: table => new
                {
                    snapshot_id = table.Column<int>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    manager_id = table.Column<int>(type: "INTEGER", nullable: true),
                    group_id = table.Column<int>(type: "INTEGER", nullable: true),
                    size = table.Column<byte>(type: "INTEGER", nullable: false),
                    industry = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1, nullable: false),
                    months = table.Column<byte>(type: "INTEGER", nullable: false),
                    span = table.Column<byte>(type: "INTEGER", nullable: true),
                    revenue = table.Column<double>(type: "REAL", nullable: true),
                    cost = table.Column<double>(type: "REAL", nullable: true),
                    expected_loss = table.Column<double>(type: "REAL", nullable: true),
                    ec_credit = table.Column<double>(type: "REAL", nullable: true),
                    ec_op = table.Column<double>(type: "REAL", nullable: true),
                    @return = table.Column<double>(name: "return", type: "REAL", nullable: true),
                    raroc = table.Column<double>(type: "REAL", nullable: true),
                    eva = table.Column<double>(type: "REAL", nullable: true),
                    has_credit = table.Column<bool>(type: "INTEGER", nullable: true),
                    value_cell = table.Column<byte>(type: "INTEGER", nullable: true),
                    value_reason = table.Column<byte>(type: "INTEGER", nullable: false),
                    growth_bank = table.Column<double>(type: "REAL", nullable: true),
                    growth_own = table.Column<double>(type: "REAL", nullable: true),
                    growth_cell = table.Column<byte>(type: "INTEGER", nullable: true),
                    growth_reason = table.Column<byte>(type: "INTEGER", nullable: false),
                    consistency = table.Column<byte>(type: "INTEGER", nullable: false),
                    group_cell = table.Column<byte>(type: "INTEGER", nullable: true),
                    strategy = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_positions", x => new { x.snapshot_id, x.customer_id });
                    table.ForeignKey(
                        name: "FK_positions_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_positions_snapshots_snapshot_id",
                        column: x => x.snapshot_id,
                        principalTable: "snapshots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    customer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    fiscal_year = table.Column<int>(type: "INTEGER", nullable: false),
                    operating_revenue = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    net_profit = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    total_assets = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    cash = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    interest_bearing_debt = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    employees = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statements", x => new { x.customer_id, x.fiscal_year });
                    table.ForeignKey(
                        name: "FK_statements_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_credit_groups_code",
                table: "credit_groups",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_credit_groups_parent_customer_id",
                table: "credit_groups",
                column: "parent_customer_id");

            migrationBuilder.CreateIndex(
                name: "IX_customers_group_id",
                table: "customers",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "IX_customers_institution_id",
                table: "customers",
                column: "institution_id");

            migrationBuilder.CreateIndex(
                name: "IX_customers_manager_id",
                table: "customers",
                column: "manager_id");

            migrationBuilder.CreateIndex(
                name: "IX_customers_no",
                table: "customers",
                column: "no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_group_positions_group_id",
                table: "group_positions",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "IX_institutions_code",
                table: "institutions",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_institutions_parent_id",
                table: "institutions",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "IX_managers_employee_no",
                table: "managers",
                column: "employee_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_managers_institution_id",
                table: "managers",
                column: "institution_id");

            migrationBuilder.CreateIndex(
                name: "IX_positions_customer_id",
                table: "positions",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "IX_positions_snapshot_id_group_id",
                table: "positions",
                columns: new[] { "snapshot_id", "group_id" });

            migrationBuilder.CreateIndex(
                name: "IX_positions_snapshot_id_manager_id",
                table: "positions",
                columns: new[] { "snapshot_id", "manager_id" });

            migrationBuilder.CreateIndex(
                name: "IX_positions_snapshot_id_place",
                table: "positions",
                columns: new[] { "snapshot_id", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_products_code",
                table: "products",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_schemes_name_version",
                table: "schemes",
                columns: new[] { "name", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_snapshot_institutions_snapshot_id_code",
                table: "snapshot_institutions",
                columns: new[] { "snapshot_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_snapshots_period",
                table: "snapshots",
                column: "period");

            migrationBuilder.CreateIndex(
                name: "IX_snapshots_scheme_id",
                table: "snapshots",
                column: "scheme_id");

            migrationBuilder.AddForeignKey(
                name: "FK_credit_groups_customers_parent_customer_id",
                table: "credit_groups",
                column: "parent_customer_id",
                principalTable: "customers",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_credit_groups_customers_parent_customer_id",
                table: "credit_groups");

            migrationBuilder.DropTable(
                name: "closed_periods");

            migrationBuilder.DropTable(
                name: "cuts");

            migrationBuilder.DropTable(
                name: "facts");

            migrationBuilder.DropTable(
                name: "figures");

            migrationBuilder.DropTable(
                name: "group_positions");

            migrationBuilder.DropTable(
                name: "indicators");

            migrationBuilder.DropTable(
                name: "portraits");

            migrationBuilder.DropTable(
                name: "positions");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "snapshot_institutions");

            migrationBuilder.DropTable(
                name: "statements");

            migrationBuilder.DropTable(
                name: "snapshots");

            migrationBuilder.DropTable(
                name: "schemes");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "credit_groups");

            migrationBuilder.DropTable(
                name: "managers");

            migrationBuilder.DropTable(
                name: "institutions");
        }
    }
}
