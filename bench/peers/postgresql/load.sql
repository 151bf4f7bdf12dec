-- The package as read into tables to compute from: codes become whole numbers, money units of 1/10,000 yuan, rates units of 10^-10. Whole numbers
-- below 2^53 are exact in double, and so are their sums over twelve months; sum(double) is several times faster than sum(bigint), which is a numeric.
CREATE UNLOGGED TABLE institutions AS
SELECT row_number() OVER (ORDER BY code COLLATE "C")::integer AS id, code, parent_code FROM read_institutions;

CREATE UNLOGGED TABLE closure AS
WITH RECURSIVE above(institution, ancestor, parent_code) AS (
    SELECT id, id, parent_code FROM institutions
    UNION ALL
    SELECT above.institution, one.id, one.parent_code FROM above JOIN institutions one ON one.code = above.parent_code
)
SELECT institution, ancestor FROM above;

CREATE UNLOGGED TABLE customers AS
SELECT
    row_number() OVER (ORDER BY customer_no COLLATE "C")::integer AS id, customer_no, institutions.id AS institution, institution_code,
    manager_no, size, industry, group_code
FROM read_customers JOIN institutions ON institutions.code = institution_code;

ANALYZE read_facts;
CREATE UNLOGGED TABLE product_lists AS
SELECT
    row_number() OVER ()::integer AS id, list,
    (SELECT count(*) FROM read_products WHERE active AND code = ANY (string_to_array(list, '|')))::float8 AS held
FROM (SELECT DISTINCT products AS list FROM read_facts WHERE products IS NOT NULL) lists;

ANALYZE customers, product_lists;
CREATE UNLOGGED TABLE facts AS
SELECT
    customers.id AS customer, left(period, 4)::integer * 12 + right(period, 2)::integer AS month,
    round(loan_nii * 1e4) AS loan_nii, round(deposit_nii * 1e4) AS deposit_nii, round(fee_income * 1e4) AS fee_income,
    round(operating_cost * 1e4) AS operating_cost, round(expected_loss * 1e4) AS expected_loss,
    round(economic_capital * 1e4) AS economic_capital, round(ead * 1e4)::bigint AS ead,
    round(pd * 1e10)::bigint AS pd, round(lgd * 1e10)::bigint AS lgd, round(maturity_years * 1e10)::bigint AS maturity_years,
    round(avg_loans * 1e4) AS avg_loans, round(avg_deposits * 1e4) AS avg_deposits, round(avg_demand_deposits * 1e4) AS avg_demand_deposits,
    round(credit_limit * 1e4)::bigint AS credit_limit, round(credit_used * 1e4)::bigint AS credit_used,
    transactions, e_transactions, round(settlement_inflow * 1e4) AS settlement_inflow, payroll_headcount::bigint AS payroll_headcount,
    product_lists.id AS products
FROM read_facts
JOIN customers USING (customer_no)
LEFT JOIN product_lists ON product_lists.list = read_facts.products
ORDER BY customer, month;
DROP TABLE read_facts;

CREATE UNLOGGED TABLE statements AS
SELECT customers.id AS customer, fiscal_year, operating_revenue, net_profit, cash, interest_bearing_debt, employees
FROM read_statements JOIN customers USING (customer_no);
DROP TABLE read_statements;

CREATE UNLOGGED TABLE parts (number smallint, part text);
INSERT INTO parts VALUES
    (0, 'LL'), (1, 'LM'), (2, 'LH'), (3, 'ML'), (4, 'MM'), (5, 'MH'), (6, 'HL'), (7, 'HM'), (8, 'HH'), (9, 'low'), (10, 'mid'), (11, 'high'), (12, 'all');

CREATE INDEX ON facts (customer);
VACUUM ANALYZE;
