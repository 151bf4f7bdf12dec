-- An import package into tables in memory: codes become whole numbers, money units of 1/10,000 yuan, rates units of 10^-10, so that sums are exact.
CREATE TABLE institutions AS
SELECT row_number() OVER (ORDER BY code)::INTEGER AS id, code, parent_code
FROM read_csv('{package}/institutions.csv', all_varchar = true);

CREATE TABLE closure AS
WITH RECURSIVE above(institution, ancestor, parent_code) AS (
    SELECT id, id, parent_code FROM institutions
    UNION ALL
    SELECT above.institution, one.id, one.parent_code FROM above JOIN institutions one ON one.code = above.parent_code
)
SELECT institution, ancestor FROM above;

CREATE TABLE products AS SELECT code, active = 'true' AS active FROM read_csv('{package}/products.csv', all_varchar = true);

CREATE TABLE customers AS
SELECT
    row_number() OVER (ORDER BY customer_no)::INTEGER AS id, customer_no, institutions.id AS institution, institution_code,
    manager_no, size, industry, group_code
FROM read_csv('{package}/customers.csv', all_varchar = true) one
JOIN institutions ON institutions.code = one.institution_code;

CREATE TABLE product_lists AS
SELECT row_number() OVER ()::INTEGER AS id, list,
    (SELECT count(*) FROM products WHERE active AND list_contains(string_split(list, '|'), code))::DOUBLE AS held
FROM (SELECT DISTINCT products AS list FROM read_csv('{package}/facts.csv', all_varchar = true) WHERE products IS NOT NULL);

CREATE MACRO units(v) AS (v::DECIMAL(26, 4) * 10000)::BIGINT;
CREATE MACRO rate_units(v) AS (v::DECIMAL(30, 10) * 10000000000)::BIGINT;
CREATE TABLE facts AS
SELECT
    customers.id AS customer, (left(period, 4)::INTEGER * 12 + right(period, 2)::INTEGER) AS month,
    units(loan_nii) AS loan_nii, units(deposit_nii) AS deposit_nii, units(fee_income) AS fee_income,
    units(operating_cost) AS operating_cost, units(expected_loss) AS expected_loss, units(economic_capital) AS economic_capital,
    units(ead) AS ead, rate_units(pd) AS pd, rate_units(lgd) AS lgd, rate_units(maturity_years) AS maturity_years,
    units(avg_loans) AS avg_loans, units(avg_deposits) AS avg_deposits, units(avg_demand_deposits) AS avg_demand_deposits,
    units(credit_limit) AS credit_limit, units(credit_used) AS credit_used, units(overdue_balance) AS overdue_balance,
    transactions, e_transactions, units(settlement_inflow) AS settlement_inflow, payroll_headcount, product_lists.id AS products
FROM read_csv('{package}/facts.csv', header = true, columns = {
    customer_no: 'VARCHAR', period: 'VARCHAR', loan_nii: 'DECIMAL(18, 4)', deposit_nii: 'DECIMAL(18, 4)', fee_income: 'DECIMAL(18, 4)', operating_cost: 'DECIMAL(18, 4)',
    expected_loss: 'DECIMAL(18, 4)', economic_capital: 'DECIMAL(18, 4)', ead: 'DECIMAL(18, 4)', pd: 'DECIMAL(14, 10)', lgd: 'DECIMAL(14, 10)', maturity_years: 'DECIMAL(14, 10)',
    avg_loans: 'DECIMAL(18, 4)', avg_deposits: 'DECIMAL(18, 4)', avg_demand_deposits: 'DECIMAL(18, 4)', credit_limit: 'DECIMAL(18, 4)', credit_used: 'DECIMAL(18, 4)',
    overdue_balance: 'DECIMAL(18, 4)', transactions: 'BIGINT', e_transactions: 'BIGINT', settlement_inflow: 'DECIMAL(18, 4)', payroll_headcount: 'BIGINT',
    products: 'VARCHAR'}) read_facts
JOIN customers USING (customer_no)
LEFT JOIN product_lists ON product_lists.list = read_facts.products;

CREATE TABLE statements AS
SELECT customers.id AS customer, fiscal_year, operating_revenue, net_profit, cash, interest_bearing_debt, employees
FROM read_csv('{package}/statements.csv', header = true, columns = {
    customer_no: 'VARCHAR', fiscal_year: 'INTEGER', operating_revenue: 'DOUBLE', net_profit: 'DOUBLE', total_assets: 'DOUBLE',
    cash: 'DOUBLE', interest_bearing_debt: 'DOUBLE', employees: 'DOUBLE'})
JOIN customers USING (customer_no);

-- Comparisons round half away from zero (3.0).
CREATE MACRO money(v) AS round(v * 100) / 100;
CREATE MACRO ratio(v) AS round(v * 1e10) / 1e10;
CREATE MACRO growth(a, b) AS CASE WHEN a = 0 AND b = 0 THEN 0 ELSE (b - a) / ((abs(a) + abs(b)) / 2) END;

-- The standard normal distribution (Hart, 1968, in the form of West, 2005) for |x| < 7.07, and its inverse (Wichura, 1988) for p of 1e-11 and more.
CREATE MACRO lower_tail(z) AS exp(-z * z / 2)
    * ((((((0.0352624965998911 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z + 112.079291497871) * z
        + 221.213596169931) * z + 220.206867912376)
    / (((((((0.0883883476483184 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z + 296.564248779674) * z
        + 637.333633378831) * z + 793.826512519948) * z + 440.413735824752);
CREATE MACRO normal(x) AS CASE WHEN x > 0 THEN 1 - lower_tail(x) ELSE lower_tail(-x) END;
CREATE MACRO central(q, r) AS q
    * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r
        + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608)
    / (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r
        + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1);
CREATE MACRO outer_part(r) AS
    (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r
        + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734)
    / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r
        + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1);
CREATE MACRO normal_quantile(p) AS CASE
    WHEN abs(p - 0.5) <= 0.425 THEN central(p - 0.5, 0.180625 - (p - 0.5) * (p - 0.5))
    ELSE sign(p - 0.5) * outer_part(sqrt(-ln(least(p, 1 - p))) - 1.6)
    END;
