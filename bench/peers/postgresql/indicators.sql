-- Numerators, denominators and values of the 16 indicators (3.8); beside them where the customer counts in portraits, as numbers of the table `parts`.
DROP TABLE IF EXISTS :s.indicators;
CREATE UNLOGGED TABLE :s.indicators AS
SELECT
    *,
    CASE WHEN cross_sell_den > 0 THEN cross_sell_num / cross_sell_den END AS cross_sell,
    CASE WHEN monthly_transactions_den > 0 THEN monthly_transactions_num / monthly_transactions_den END AS monthly_transactions,
    CASE WHEN fee_share_den > 0 THEN fee_share_num / fee_share_den END AS fee_share,
    CASE WHEN deposit_derivation_den > 0 THEN deposit_derivation_num / deposit_derivation_den END AS deposit_derivation,
    CASE WHEN wallet_share_den > 0 THEN wallet_share_num / wallet_share_den END AS wallet_share,
    CASE WHEN cost_income_den > 0 THEN cost_income_num / cost_income_den END AS cost_income,
    CASE WHEN demand_share_den > 0 THEN demand_share_num / demand_share_den END AS demand_share,
    CASE WHEN settlement_share_den > 0 THEN settlement_share_num / settlement_share_den END AS settlement_share,
    CASE WHEN lending_share_den > 0 THEN lending_share_num / lending_share_den END AS lending_share,
    CASE WHEN line_utilisation_den > 0 THEN line_utilisation_num / line_utilisation_den END AS line_utilisation,
    CASE WHEN loan_spread_den > 0 THEN loan_spread_num / loan_spread_den END AS loan_spread,
    CASE WHEN deposit_spread_den > 0 THEN deposit_spread_num / deposit_spread_den END AS deposit_spread,
    CASE WHEN credit_cost_den > 0 THEN credit_cost_num / credit_cost_den END AS credit_cost,
    CASE WHEN capital_intensity_den > 0 THEN capital_intensity_num / capital_intensity_den END AS capital_intensity,
    CASE WHEN e_channel_den > 0 THEN e_channel_num / e_channel_den END AS e_channel,
    CASE WHEN payroll_penetration_den > 0 THEN payroll_penetration_num / payroll_penetration_den END AS payroll_penetration
FROM (
    SELECT
        customer, institution,
        cell_number(value_cell) AS value_cell, band_number(value_cell) AS value_band, value_cell IS NOT NULL AS value_all,
        cell_number(growth_cell) AS growth_cell, band_number(growth_cell) AS growth_band, growth_cell IS NOT NULL AS growth_all,
        cell_number(group_cell) AS group_cell, band_number(group_cell) AS group_band,
        held AS cross_sell_num, active_products AS cross_sell_den,
        transactions AS monthly_transactions_num, 12::float8 AS monthly_transactions_den,
        fee_income AS fee_share_num, one.revenue AS fee_share_den,
        avg_deposits AS deposit_derivation_num, avg_loans AS deposit_derivation_den,
        avg_deposits AS wallet_share_num, cash AS wallet_share_den,
        operating_cost AS cost_income_num, one.revenue AS cost_income_den,
        avg_demand_deposits AS demand_share_num, avg_deposits AS demand_share_den,
        settlement_inflow AS settlement_share_num, operating_revenue AS settlement_share_den,
        avg_loans AS lending_share_num, interest_bearing_debt AS lending_share_den,
        credit_used AS line_utilisation_num, credit_limit AS line_utilisation_den,
        loan_nii AS loan_spread_num, avg_loans AS loan_spread_den,
        deposit_nii AS deposit_spread_num, avg_deposits AS deposit_spread_den,
        known_loss AS credit_cost_num, ead AS credit_cost_den,
        one.ec_credit AS capital_intensity_num, ead AS capital_intensity_den,
        e_transactions AS e_channel_num, transactions AS e_channel_den,
        payroll_headcount AS payroll_penetration_num, employees AS payroll_penetration_den
    FROM :s.returns one
    JOIN :s.positions position USING (customer),
    (SELECT count(*)::float8 AS active_products FROM read_products WHERE active) catalogue
    WHERE inactive IS NULL
    OFFSET 0
) terms;

DROP TABLE IF EXISTS :s.portraits;
CREATE UNLOGGED TABLE :s.portraits (
    institution integer, grid text, part smallint, indicator text, n integer, pooled float8, p25 float8, median float8, p75 float8);
