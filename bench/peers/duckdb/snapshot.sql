-- Facts in memory to positions, cuts and indicators of the period {t} (its month as a number), in the schema {s} (3.1 to 3.8).
CREATE OR REPLACE TABLE {s}.seen AS SELECT customer, min(month) AS first_month FROM facts WHERE month <= {t} GROUP BY customer;

CREATE OR REPLACE TABLE {s}.windows AS
SELECT
    customer, count(*) AS m,
    sum(loan_nii)::DOUBLE / 1e4 AS loan_nii, sum(deposit_nii)::DOUBLE / 1e4 AS deposit_nii, sum(fee_income)::DOUBLE / 1e4 AS fee_income,
    sum(coalesce(loan_nii, 0) + coalesce(deposit_nii, 0) + coalesce(fee_income, 0))::DOUBLE / 1e4 AS revenue,
    sum(operating_cost)::DOUBLE / 1e4 AS operating_cost, sum(settlement_inflow)::DOUBLE / 1e4 AS settlement_inflow,
    sum(transactions)::DOUBLE AS transactions, sum(e_transactions)::DOUBLE AS e_transactions,
    CASE WHEN count(coalesce(expected_loss, pd + lgd + ead)) > 0 THEN
        coalesce(sum(expected_loss)::DOUBLE, 0) / 1e4
        + coalesce(sum(CASE WHEN expected_loss IS NULL THEN pd::HUGEINT * lgd * ead END)::DOUBLE, 0) / 1e24 / 12
    END AS expected_loss,
    sum(ead)::DOUBLE / 1e4 AS ead, count(ead) AS ead_months,
    sum(economic_capital)::DOUBLE / 1e4 AS economic_capital, count(economic_capital) AS economic_capital_months,
    sum(avg_loans)::DOUBLE / 1e4 AS avg_loans, count(avg_loans) AS avg_loans_months,
    sum(avg_deposits)::DOUBLE / 1e4 AS avg_deposits, count(avg_deposits) AS avg_deposits_months,
    sum(avg_demand_deposits)::DOUBLE / 1e4 AS avg_demand_deposits, count(avg_demand_deposits) AS avg_demand_deposits_months,
    max(month) FILTER (WHERE credit_limit IS NOT NULL) AS limit_month,
    arg_max(credit_limit, month) / 1e4 AS credit_limit,
    arg_max_null(credit_used, CASE WHEN credit_limit IS NOT NULL THEN month END) / 1e4 AS credit_used,
    arg_max(payroll_headcount, month)::DOUBLE AS payroll_headcount,
    arg_max(pd, month) / 1e10 AS pd, arg_max(lgd, month) / 1e10 AS lgd, arg_max(maturity_years, month) / 1e10 AS maturity_years,
    arg_max(products, month) AS products
FROM facts WHERE month > {t} - 12 AND month <= {t}
GROUP BY customer;

CREATE OR REPLACE TABLE {s}.earlier AS
SELECT customer, sum(coalesce(loan_nii, 0) + coalesce(deposit_nii, 0) + coalesce(fee_income, 0))::DOUBLE / 1e4 AS revenue
FROM facts WHERE month > {t} - 24 AND month <= {t} - 12
GROUP BY customer;

CREATE OR REPLACE TABLE {s}.years AS
SELECT
    newest.customer, fy0.fiscal_year, fy0.operating_revenue, fy0.cash, fy0.interest_bearing_debt, fy0.employees,
    CASE WHEN fy0.fiscal_year < {year} - 1 THEN 'StaleStatements' WHEN own IS NULL THEN 'MissingStatements' END AS reason,
    CASE WHEN fy0.fiscal_year >= {year} - 1 THEN own END AS g_own
FROM (SELECT customer, max(fiscal_year) AS fiscal_year FROM statements WHERE fiscal_year <= {year} GROUP BY customer) newest
JOIN statements fy0 ON fy0.customer = newest.customer AND fy0.fiscal_year = newest.fiscal_year
LEFT JOIN statements fy1 ON fy1.customer = newest.customer AND fy1.fiscal_year = newest.fiscal_year - 1
LEFT JOIN statements fy2 ON fy2.customer = newest.customer AND fy2.fiscal_year = newest.fiscal_year - 2,
LATERAL (SELECT
    0.7 * ((growth(fy2.operating_revenue, fy1.operating_revenue) + growth(fy1.operating_revenue, fy0.operating_revenue)) / 2)
    + 0.3 * ((growth(fy2.net_profit, fy1.net_profit) + growth(fy1.net_profit, fy0.net_profit)) / 2) AS own);

CREATE OR REPLACE TABLE {s}.figures AS
SELECT
    seen.customer, coalesce(m, 0) AS m, span,
    CASE WHEN m IS NULL THEN 'Lost' WHEN span < 3 THEN 'New' END AS inactive,
    windows.revenue * f AS revenue, loan_nii * f AS loan_nii, deposit_nii * f AS deposit_nii, fee_income * f AS fee_income,
    operating_cost * f AS operating_cost, settlement_inflow * f AS settlement_inflow, transactions * f AS transactions,
    e_transactions * f AS e_transactions, expected_loss * f AS expected_loss,
    ead / (span - (m - ead_months)) AS ead, economic_capital / (span - (m - economic_capital_months)) AS economic_capital,
    avg_loans / (span - (m - avg_loans_months)) AS avg_loans, avg_deposits / (span - (m - avg_deposits_months)) AS avg_deposits,
    avg_demand_deposits / (span - (m - avg_demand_deposits_months)) AS avg_demand_deposits,
    credit_limit, credit_used, payroll_headcount, pd, lgd, maturity_years, held,
    CASE WHEN earlier_span >= 3 THEN earlier.revenue * 12 / earlier_span END AS earlier_revenue,
    years.operating_revenue, cash, interest_bearing_debt, employees, g_own, years.reason AS statement_reason, fiscal_year
FROM {s}.seen seen
LEFT JOIN {s}.windows windows USING (customer)
LEFT JOIN {s}.earlier earlier USING (customer)
LEFT JOIN {s}.years years USING (customer)
LEFT JOIN product_lists ON product_lists.id = windows.products,
LATERAL (SELECT {t} - greatest({t} - 11, first_month) + 1 AS span, {t} - 12 - greatest({t} - 23, first_month) + 1 AS earlier_span),
LATERAL (SELECT 12.0::DOUBLE / span AS f);

CREATE OR REPLACE TABLE {s}.returns AS
SELECT
    *, revenue - cost - el AS margin, (revenue - cost - el) * 0.75 AS ret,
    CASE WHEN ec_credit + ec_op <> 0 THEN (revenue - cost - el) * 0.75 / (ec_credit + ec_op) END AS raroc,
    (revenue - cost - el) * 0.75 - 0.11 * (ec_credit + ec_op) AS eva,
    coalesce(inactive, CASE WHEN ec_credit IS NULL THEN 'NoRisk' WHEN ec_credit + ec_op = 0 THEN 'NoCapital' END) AS value_reason,
    CASE WHEN earlier_revenue IS NOT NULL THEN growth(earlier_revenue, revenue) END AS g_bank,
    coalesce(
        inactive,
        CASE WHEN earlier_revenue IS NULL THEN 'NoHistory' WHEN fiscal_year IS NULL THEN 'MissingStatements' ELSE statement_reason END
    ) AS growth_reason
FROM (
    SELECT
        *, coalesce(operating_cost, 0) AS cost, 0.12 * greatest(revenue, 0) AS ec_op,
        CASE WHEN pd = 1 THEN coalesce(lgd, 0) * coalesce(ead, 0) ELSE coalesce(expected_loss, 0) END AS el,
        CASE
            WHEN economic_capital IS NOT NULL THEN economic_capital
            WHEN NOT coalesce(ead > 0, false) OR pd = 1 THEN 0
            ELSE ead * lgd
                * (normal((normal_quantile(floored) + sqrt(rho) * 3.090232306167813) / sqrt(1 - rho)) - floored)
                * (1 + (least(greatest(coalesce(maturity_years, 2.5), 1), 5) - 2.5) * b) / (1 - 1.5 * b)
        END AS ec_credit
    FROM {s}.figures,
    LATERAL (SELECT CASE WHEN pd IS NOT NULL THEN greatest(pd, 0.0005) END AS floored),
    LATERAL (SELECT (1 - exp(-50 * floored)) / (1 - exp(-50.0)) AS w, power(0.11852 - 0.05478 * ln(floored), 2) AS b),
    LATERAL (SELECT 0.12 * w + 0.24 * (1 - w)
        - CASE WHEN operating_revenue / 1e6 < 300 THEN 0.04 * (1 - (greatest(operating_revenue / 1e6, 30) - 30) / 270) ELSE 0 END AS rho)
    WHERE inactive IS NULL
);

CREATE OR REPLACE TABLE {s}.groups AS
SELECT
    group_code, sum(revenue) AS revenue,
    CASE WHEN sum(ec_credit + ec_op) <> 0 THEN sum(CASE WHEN ec_credit IS NOT NULL THEN ret END) / sum(ec_credit + ec_op) END AS raroc
FROM {s}.returns returns
JOIN customers ON customers.id = returns.customer
WHERE group_code IS NOT NULL
GROUP BY group_code;

CREATE OR REPLACE TABLE {s}.size_cuts AS
SELECT size, count(*) AS n, quantile_cont(revenue, [0.5, 0.8]) AS cuts
FROM {s}.returns returns JOIN customers ON customers.id = returns.customer
WHERE value_reason IS NULL
GROUP BY GROUPING SETS ((size), ());

CREATE OR REPLACE TABLE {s}.used_cuts AS
SELECT own.size, used.size AS used_size, used.n, used.cuts[1] AS lo, used.cuts[2] AS hi
FROM {s}.size_cuts own
JOIN {s}.size_cuts used ON used.size IS NOT DISTINCT FROM CASE WHEN own.n >= 30 THEN own.size END
WHERE own.size IS NOT NULL;

CREATE OR REPLACE TABLE {s}.group_cuts AS
SELECT count(*) AS n, quantile_cont(revenue, 0.5) AS lo, quantile_cont(revenue, 0.8) AS hi FROM {s}.groups WHERE raroc IS NOT NULL;

CREATE OR REPLACE TABLE {s}.positions AS
WITH placed_groups AS (
    SELECT group_code,
        CASE WHEN money(groups.revenue) >= money(hi) THEN 'H' WHEN money(groups.revenue) >= money(lo) THEN 'M' ELSE 'L' END
        || CASE WHEN ratio(raroc) >= 0.2 THEN 'H' WHEN ratio(raroc) >= 0.11 THEN 'M' ELSE 'L' END AS cell
    FROM {s}.groups groups, {s}.group_cuts WHERE raroc IS NOT NULL
)
SELECT
    figures.customer, customers.customer_no, customers.institution, figures.m, figures.inactive, returns.revenue, cost, el, ec_credit, ec_op,
    ret, raroc, eva,
    CASE WHEN returns.value_reason IS NULL AND returns.customer IS NOT NULL THEN
        CASE WHEN money(returns.revenue) >= money(hi) THEN 'H' WHEN money(returns.revenue) >= money(lo) THEN 'M' ELSE 'L' END
        || CASE WHEN pd_default THEN 'L' WHEN ratio(raroc) >= 0.2 THEN 'H' WHEN ratio(raroc) >= 0.11 THEN 'M' ELSE 'L' END
    END AS value_cell,
    coalesce(figures.inactive, returns.value_reason) AS value_reason,
    g_bank, CASE WHEN figures.inactive IS NULL THEN figures.g_own END AS g_own,
    CASE WHEN returns.growth_reason IS NULL AND returns.customer IS NOT NULL THEN
        CASE WHEN ratio(g_bank) >= ratio(0.2 / 2.1) THEN 'H' WHEN ratio(g_bank) >= 0 THEN 'M' ELSE 'L' END
        || CASE WHEN ratio(figures.g_own) >= ratio(0.2 / 2.1) THEN 'H' WHEN ratio(figures.g_own) >= 0 THEN 'M' ELSE 'L' END
    END AS growth_cell,
    coalesce(figures.inactive, returns.growth_reason) AS growth_reason,
    placed_groups.cell AS group_cell
FROM {s}.figures figures
JOIN customers ON customers.id = figures.customer
LEFT JOIN {s}.returns returns ON returns.customer = figures.customer
LEFT JOIN {s}.used_cuts used ON used.size = customers.size
LEFT JOIN placed_groups ON placed_groups.group_code = customers.group_code,
LATERAL (SELECT coalesce(figures.pd = 1, false) AS pd_default);

CREATE OR REPLACE TABLE {s}.judged AS
SELECT *,
    CASE
        WHEN growth_cell IS NULL THEN NULL
        WHEN strpos('LMH', growth_cell[1]) < strpos('LMH', growth_cell[2]) THEN 'BankLags'
        WHEN strpos('LMH', growth_cell[1]) > strpos('LMH', growth_cell[2]) THEN 'BankLeads'
        ELSE 'InStep'
    END AS consistency,
    CASE WHEN strategy = 'Exit' AND band(group_cell) = 'high' THEN 'Adjust' ELSE strategy END AS strategy_used
FROM {s}.positions,
LATERAL (SELECT coalesce(band(growth_cell), 'mid') AS g),
LATERAL (SELECT CASE
    WHEN value_cell IS NULL THEN NULL
    WHEN value_cell IN ('HH', 'HM', 'MH') THEN CASE g WHEN 'low' THEN 'Adjust' ELSE 'Invest' END
    WHEN value_cell = 'MM' THEN CASE g WHEN 'high' THEN 'Invest' WHEN 'mid' THEN 'Deepen' ELSE 'Adjust' END
    WHEN value_cell = 'LH' THEN CASE g WHEN 'low' THEN 'Adjust' ELSE 'Deepen' END
    WHEN value_cell = 'HL' THEN 'Adjust'
    WHEN value_cell = 'LM' THEN CASE g WHEN 'high' THEN 'Deepen' ELSE 'Adjust' END
    WHEN value_cell = 'ML' THEN CASE g WHEN 'low' THEN 'Exit' ELSE 'Adjust' END
    ELSE CASE g WHEN 'high' THEN 'Deepen' WHEN 'mid' THEN 'Adjust' ELSE 'Exit' END
    END AS strategy);

CREATE OR REPLACE TABLE {s}.terms AS
SELECT customer, {terms}
FROM {s}.returns, (SELECT count(*)::DOUBLE AS active_products FROM products WHERE active);

CREATE OR REPLACE TABLE {s}.indicators AS
SELECT customer, {values}
FROM {s}.terms;
