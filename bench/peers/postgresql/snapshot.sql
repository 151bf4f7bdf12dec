-- Facts in tables to positions, cuts and indicators of a period (:t its month as a number, :year its newest usable fiscal year) in the schema :s
-- (3.1 to 3.8). "OFFSET 0" keeps the planner from writing an expression out again wherever it is used.

-- One pass over the facts. The newest reported value of a field is the largest of its month in the window, above its amount: 4 bits and 58.
DROP TABLE IF EXISTS :s.windows;
CREATE UNLOGGED TABLE :s.windows AS
SELECT
    customer, min(month) AS first_month, count(*) FILTER (WHERE w > 0) AS m,
    sum(loan_nii) FILTER (WHERE w > 0) AS loan_nii, sum(deposit_nii) FILTER (WHERE w > 0) AS deposit_nii,
    sum(fee_income) FILTER (WHERE w > 0) AS fee_income,
    sum(operating_cost) FILTER (WHERE w > 0) AS operating_cost, sum(settlement_inflow) FILTER (WHERE w > 0) AS settlement_inflow,
    sum(transactions) FILTER (WHERE w > 0) AS transactions, sum(e_transactions) FILTER (WHERE w > 0) AS e_transactions,
    sum(expected_loss) FILTER (WHERE w > 0) AS reported_loss,
    sum(pd::numeric * lgd * ead) FILTER (WHERE w > 0 AND expected_loss IS NULL) AS computed_loss,
    sum(ead::float8) FILTER (WHERE w > 0) AS ead, count(ead) FILTER (WHERE w > 0) AS ead_months,
    sum(economic_capital) FILTER (WHERE w > 0) AS economic_capital, count(economic_capital) FILTER (WHERE w > 0) AS economic_capital_months,
    sum(avg_loans) FILTER (WHERE w > 0) AS avg_loans, count(avg_loans) FILTER (WHERE w > 0) AS avg_loans_months,
    sum(avg_deposits) FILTER (WHERE w > 0) AS avg_deposits, count(avg_deposits) FILTER (WHERE w > 0) AS avg_deposits_months,
    sum(avg_demand_deposits) FILTER (WHERE w > 0) AS avg_demand_deposits,
    count(avg_demand_deposits) FILTER (WHERE w > 0) AS avg_demand_deposits_months,
    max(w << 58 | credit_limit) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS credit_limit,
    nullif(max(w << 58 | coalesce(credit_used + 1, 0)) FILTER (WHERE w > 0 AND credit_limit IS NOT NULL) & (1::bigint << 58) - 1, 0) - 1 AS credit_used,
    max(w << 58 | payroll_headcount) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS payroll_headcount,
    max(w << 58 | pd) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS pd,
    max(w << 58 | lgd) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS lgd,
    max(w << 58 | maturity_years) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS maturity_years,
    max(w << 58 | products) FILTER (WHERE w > 0) & (1::bigint << 58) - 1 AS products,
    sum(coalesce(loan_nii, 0) + coalesce(deposit_nii, 0) + coalesce(fee_income, 0)) FILTER (WHERE w <= 0 AND w > -12) AS earlier_revenue
FROM (SELECT *, (month - (:t - 12))::bigint AS w FROM facts WHERE month <= :t OFFSET 0) facts
GROUP BY customer;
ANALYZE :s.windows (customer);

DROP TABLE IF EXISTS :s.years;
CREATE UNLOGGED TABLE :s.years AS
SELECT
    customer, fiscal_year, operating_revenue, cash, interest_bearing_debt, employees,
    CASE WHEN fiscal_year < :year - 1 THEN 'StaleStatements' WHEN own IS NULL THEN 'MissingStatements' END AS reason,
    CASE WHEN fiscal_year >= :year - 1 THEN own END AS g_own
FROM (
    SELECT
        fy0.*,
        0.7::float8 * ((growth(fy2.operating_revenue, fy1.operating_revenue) + growth(fy1.operating_revenue, fy0.operating_revenue)) / 2)
        + 0.3::float8 * ((growth(fy2.net_profit, fy1.net_profit) + growth(fy1.net_profit, fy0.net_profit)) / 2) AS own
    FROM (SELECT customer, max(fiscal_year) AS fiscal_year FROM statements WHERE fiscal_year <= :year GROUP BY customer) newest
    JOIN statements fy0 USING (customer, fiscal_year)
    LEFT JOIN statements fy1 ON fy1.customer = newest.customer AND fy1.fiscal_year = newest.fiscal_year - 1
    LEFT JOIN statements fy2 ON fy2.customer = newest.customer AND fy2.fiscal_year = newest.fiscal_year - 2
    OFFSET 0
) years;
ANALYZE :s.years (customer);

DROP TABLE IF EXISTS :s.returns;
CREATE UNLOGGED TABLE :s.returns AS
SELECT
    customer, institution, size, group_code, m, inactive, revenue, cost, el, ec_credit, ec_op, ret,
    CASE WHEN ec_credit + ec_op <> 0 THEN ret / (ec_credit + ec_op) END AS raroc, ret - 0.11::float8 * (ec_credit + ec_op) AS eva,
    coalesce(inactive, CASE WHEN ec_credit IS NULL THEN 'NoRisk' WHEN ec_credit + ec_op = 0 THEN 'NoCapital' END) AS value_reason,
    growth(earlier_revenue, revenue) AS g_bank, g_own,
    coalesce(
        inactive, CASE WHEN earlier_revenue IS NULL THEN 'NoHistory' WHEN fiscal_year IS NULL THEN 'MissingStatements' ELSE statement_reason END
    ) AS growth_reason,
    coalesce(pd = 1, false) AS in_default, held, transactions, e_transactions, fee_income, loan_nii, deposit_nii, operating_cost, settlement_inflow,
    CASE WHEN expected_loss IS NOT NULL THEN el END AS known_loss, ead, avg_loans, avg_deposits, avg_demand_deposits,
    credit_limit, credit_used, payroll_headcount, operating_revenue, cash, interest_bearing_debt, employees
FROM (
    SELECT *, CASE WHEN inactive IS NULL THEN 0.12::float8 * greatest(revenue, 0) END AS ec_op, (revenue - cost - el) * 0.75::float8 AS ret
    FROM (
        SELECT
            *, CASE WHEN inactive IS NULL THEN coalesce(operating_cost, 0) END AS cost,
            CASE WHEN inactive IS NOT NULL THEN NULL WHEN pd = 1 THEN coalesce(lgd, 0) * coalesce(ead, 0) ELSE coalesce(expected_loss, 0) END AS el,
            CASE
                WHEN inactive IS NOT NULL THEN NULL
                WHEN economic_capital IS NOT NULL THEN economic_capital
                WHEN NOT coalesce(ead > 0, false) OR pd = 1 THEN 0
                ELSE ead * lgd * (CASE WHEN x > 0 THEN 1 - lower_tail(x) ELSE lower_tail(-x) END - floored)
                    * (1 + (least(greatest(coalesce(maturity_years, 2.5), 1), 5) - 2.5) * b) / (1 - 1.5 * b)
            END AS ec_credit
        FROM (
            SELECT *, (CASE WHEN abs(q) <= 0.425 THEN central(q, 0.180625 - q * q) ELSE sign(q) * outer_part(r) END
                    + sqrt(rho) * 3.090232306167813::float8) / sqrt(1 - rho) AS x
            FROM (
                SELECT
                    *, floored - 0.5 AS q, sqrt(-ln(least(floored, 1 - floored))) - 1.6 AS r,
                    power(0.11852 - 0.05478 * ln(floored), 2) AS b,
                    0.12::float8 * w + 0.24::float8 * (1 - w) - CASE WHEN operating_revenue / 1e6 < 300
                        THEN 0.04 * (1 - (greatest(operating_revenue / 1e6, 30) - 30) / 270) ELSE 0 END AS rho
                FROM (
                    SELECT *, (1 - exp(-50 * floored)) / (1 - exp(-50::float8)) AS w
                    FROM (
                        SELECT
                            customer, institution, size, group_code, m, inactive,
                            CASE WHEN active THEN (coalesce(loan_nii, 0) + coalesce(deposit_nii, 0) + coalesce(fee_income, 0)) / 1e4 * 12 / span END
                                AS revenue,
                            loan_nii / 1e4 * 12 / span AS loan_nii, deposit_nii / 1e4 * 12 / span AS deposit_nii,
                            fee_income / 1e4 * 12 / span AS fee_income, operating_cost / 1e4 * 12 / span AS operating_cost,
                            settlement_inflow / 1e4 * 12 / span AS settlement_inflow, transactions * 12 / span AS transactions,
                            e_transactions * 12 / span AS e_transactions,
                            CASE WHEN reported_loss IS NOT NULL OR computed_loss IS NOT NULL
                                THEN (coalesce(reported_loss, 0) / 1e4 + coalesce(computed_loss, 0)::float8 / 1e24 / 12) * 12 / span END AS expected_loss,
                            ead / 1e4 / (span - (m - ead_months)) AS ead,
                            economic_capital / 1e4 / (span - (m - economic_capital_months)) AS economic_capital,
                            avg_loans / 1e4 / (span - (m - avg_loans_months)) AS avg_loans,
                            avg_deposits / 1e4 / (span - (m - avg_deposits_months)) AS avg_deposits,
                            avg_demand_deposits / 1e4 / (span - (m - avg_demand_deposits_months)) AS avg_demand_deposits,
                            credit_limit / 1e4::float8 AS credit_limit, credit_used / 1e4::float8 AS credit_used,
                            payroll_headcount::float8 AS payroll_headcount,
                            windows.pd / 1e10::float8 AS pd, lgd / 1e10::float8 AS lgd, maturity_years / 1e10::float8 AS maturity_years,
                            CASE WHEN windows.pd < 10000000000 THEN greatest(windows.pd / 1e10::float8, 0.0005) END AS floored, held,
                            CASE WHEN active AND earlier_span >= 3 THEN earlier_revenue / 1e4 * 12 / earlier_span END AS earlier_revenue,
                            years.operating_revenue, cash, interest_bearing_debt, employees, CASE WHEN active THEN g_own END AS g_own,
                            years.reason AS statement_reason, fiscal_year
                        FROM (
                            SELECT *, CASE WHEN m = 0 THEN 'Lost' WHEN span < 3 THEN 'New' END AS inactive, m > 0 AND span >= 3 AS active
                            FROM (
                                SELECT *, :t - greatest(:t - 11, first_month) + 1 AS span,
                                    :t - 12 - greatest(:t - 23, first_month) + 1 AS earlier_span
                                FROM :s.windows
                            ) spans
                        ) windows
                        JOIN customers ON customers.id = windows.customer
                        LEFT JOIN :s.years years USING (customer)
                        LEFT JOIN product_lists ON product_lists.id = windows.products
                        OFFSET 0
                    ) figures
                    OFFSET 0
                ) weights
                OFFSET 0
            ) correlations
            OFFSET 0
        ) stressed
        OFFSET 0
    ) terms
    OFFSET 0
) returns;

DROP TABLE IF EXISTS :s.groups, :s.used_cuts, :s.group_cuts;
CREATE UNLOGGED TABLE :s.groups AS
SELECT
    group_code, sum(revenue) AS revenue,
    CASE WHEN sum(ec_credit + ec_op) <> 0 THEN sum(ret) FILTER (WHERE ec_credit IS NOT NULL) / sum(ec_credit + ec_op) END AS raroc
FROM :s.returns
WHERE group_code IS NOT NULL AND inactive IS NULL
GROUP BY group_code;

CREATE UNLOGGED TABLE :s.used_cuts AS
WITH cuts AS (
    SELECT size, count(*) AS n, percentile_cont(ARRAY[0.5, 0.8]) WITHIN GROUP (ORDER BY revenue) AS cuts
    FROM :s.returns
    WHERE value_reason IS NULL
    GROUP BY GROUPING SETS ((size), ())
)
SELECT own.size, used.size AS used_size, used.n, used.cuts[1] AS lo, used.cuts[2] AS hi
FROM cuts own JOIN cuts used ON used.size IS NOT DISTINCT FROM CASE WHEN own.n >= 30 THEN own.size END
WHERE own.size IS NOT NULL;

CREATE UNLOGGED TABLE :s.group_cuts AS
SELECT n, cuts[1] AS lo, cuts[2] AS hi
FROM (
    SELECT count(*) AS n, percentile_cont(ARRAY[0.5, 0.8]) WITHIN GROUP (ORDER BY revenue) AS cuts FROM :s.groups WHERE raroc IS NOT NULL
) cuts;

DROP TABLE IF EXISTS :s.positions;
CREATE UNLOGGED TABLE :s.positions AS
SELECT
    customer, m, revenue, cost, el, ec_credit, ec_op, ret, raroc, eva, value_cell, value_reason, g_bank, g_own, growth_cell, growth_reason,
    CASE
        WHEN growth_cell IN ('LM', 'LH', 'MH') THEN 'BankLags'
        WHEN growth_cell IN ('ML', 'HL', 'HM') THEN 'BankLeads'
        WHEN growth_cell IS NOT NULL THEN 'InStep'
    END AS consistency,
    group_cell,
    CASE
        WHEN value_cell IS NULL THEN NULL
        WHEN value_cell IN ('HH', 'HM', 'MH') THEN CASE g WHEN 'low' THEN 'Adjust' ELSE 'Invest' END
        WHEN value_cell = 'MM' THEN CASE g WHEN 'high' THEN 'Invest' WHEN 'mid' THEN 'Deepen' ELSE 'Adjust' END
        WHEN value_cell = 'LH' THEN CASE g WHEN 'low' THEN 'Adjust' ELSE 'Deepen' END
        WHEN value_cell = 'HL' THEN 'Adjust'
        WHEN value_cell = 'LM' THEN CASE g WHEN 'high' THEN 'Deepen' ELSE 'Adjust' END
        WHEN g = 'low' THEN CASE band(group_cell) WHEN 'high' THEN 'Adjust' ELSE 'Exit' END
        WHEN value_cell = 'LL' AND g = 'high' THEN 'Deepen'
        ELSE 'Adjust'
    END AS strategy
FROM (
    SELECT *, coalesce(band(growth_cell), 'mid') AS g
    FROM (
        SELECT
            one.*, placed.cell AS group_cell,
            CASE WHEN value_reason IS NULL THEN
                level(cents, money(lo), money(hi)) || CASE WHEN in_default THEN 'L' ELSE level(rounded_raroc, 0.11, 0.2) END
            END AS value_cell,
            CASE WHEN growth_reason IS NULL THEN level(rounded_bank, 0, 0.0952380952) || level(rounded_own, 0, 0.0952380952) END AS growth_cell
        FROM (
            SELECT *, money(revenue) AS cents, ratio(raroc) AS rounded_raroc, ratio(g_bank) AS rounded_bank, ratio(g_own) AS rounded_own
            FROM :s.returns
            OFFSET 0
        ) one
        LEFT JOIN :s.used_cuts used USING (size)
        LEFT JOIN (
            SELECT group_code, level(money(revenue), money(lo), money(hi)) || level(ratio(raroc), 0.11, 0.2) AS cell
            FROM :s.groups, :s.group_cuts
            WHERE raroc IS NOT NULL
        ) placed USING (group_code)
        OFFSET 0
    ) celled
    OFFSET 0
) banded;
ANALYZE :s.positions (customer);
