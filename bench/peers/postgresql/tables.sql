-- Tables of an import package as it comes, the functions of the method, and the schemas of the two periods.
CREATE UNLOGGED TABLE read_institutions (code text, name text, parent_code text, level text);
CREATE UNLOGGED TABLE read_products (code text, name text, line text, active boolean);
CREATE UNLOGGED TABLE read_customers (
    customer_no text, name text, credit_code text, institution_code text, manager_no text, group_code text, industry text, size text,
    opened_on date);
CREATE UNLOGGED TABLE read_statements (
    customer_no text, fiscal_year integer, operating_revenue float8, net_profit float8, total_assets float8, cash float8,
    interest_bearing_debt float8, employees float8);
CREATE UNLOGGED TABLE read_facts (
    customer_no text, period text, loan_nii float8, deposit_nii float8, fee_income float8, operating_cost float8, expected_loss float8,
    economic_capital float8, ead float8, pd float8, lgd float8, maturity_years float8, avg_loans float8, avg_deposits float8,
    avg_demand_deposits float8, credit_limit float8, credit_used float8, overdue_balance float8, transactions float8, e_transactions float8,
    settlement_inflow float8, payroll_headcount float8, products text);

CREATE SCHEMA earlier;
CREATE SCHEMA later;

-- Comparisons round half away from zero (3.0); round() of a double would round half to even.
CREATE FUNCTION away(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT trunc(x) + CASE WHEN abs(x - trunc(x)) >= 0.5 THEN sign(x) ELSE 0 END $$;
CREATE FUNCTION money(v float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT away(v * 100) / 100 $$;
CREATE FUNCTION ratio(v float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT away(v * 1e10) / 1e10 $$;
CREATE FUNCTION growth(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN a = 0 AND b = 0 THEN 0 ELSE (b - a) / ((abs(a) + abs(b)) / 2) END $$;
CREATE FUNCTION level(v float8, lo float8, hi float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN v >= hi THEN 'H' WHEN v >= lo THEN 'M' WHEN v < lo THEN 'L' END $$;
CREATE FUNCTION band(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN cell IN ('HH', 'HM', 'MH') THEN 'high' WHEN cell IN ('HL', 'MM', 'LH') THEN 'mid' WHEN cell IS NOT NULL THEN 'low' END $$;

-- The standard normal distribution (Hart, 1968, in the form of West, 2005) below -z for 0 <= z < 7.07, and its inverse (Wichura, 1988) in two parts:
-- near the middle with q = p - 0.5, r = 0.180625 - q*q, and in the tails with r = sqrt(-ln(least(p, 1 - p))) - 1.6 for p of 1e-11 and more.
CREATE FUNCTION lower_tail(z float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT exp(-z * z / 2)
    * ((((((0.0352624965998911::float8 * z + 0.700383064443688::float8) * z + 6.37396220353165::float8) * z + 33.912866078383::float8) * z
        + 112.079291497871::float8) * z + 221.213596169931::float8) * z + 220.206867912376::float8)
    / (((((((0.0883883476483184::float8 * z + 1.75566716318264::float8) * z + 16.064177579207::float8) * z + 86.7807322029461::float8) * z
        + 296.564248779674::float8) * z + 637.333633378831::float8) * z + 793.826512519948::float8) * z + 440.413735824752::float8) $$;
CREATE FUNCTION central(q float8, r float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT q
    * (((((((2509.0809287301226727::float8 * r + 33430.575583588128105::float8) * r + 67265.770927008700853::float8) * r
        + 45921.953931549871457::float8) * r + 13731.693765509461125::float8) * r + 1971.5909503065514427::float8) * r
        + 133.14166789178437745::float8) * r + 3.387132872796366608::float8)
    / (((((((5226.495278852854561::float8 * r + 28729.085735721942674::float8) * r + 39307.89580009271061::float8) * r
        + 21213.794301586595867::float8) * r + 5394.1960214247511077::float8) * r + 687.1870074920579083::float8) * r
        + 42.313330701600911252::float8) * r + 1::float8) $$;
CREATE FUNCTION outer_part(r float8) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT
    (((((((7.7454501427834140764e-4::float8 * r + 0.0227238449892691845833::float8) * r + 0.24178072517745061177::float8) * r
        + 1.27045825245236838258::float8) * r + 3.64784832476320460504::float8) * r + 5.7694972214606914055::float8) * r
        + 4.6303378461565452959::float8) * r + 1.42343711074968357734::float8)
    / (((((((1.05075007164441684324e-9::float8 * r + 5.475938084995344946e-4::float8) * r + 0.0151986665636164571966::float8) * r
        + 0.14810397642748007459::float8) * r + 0.68976733498510000455::float8) * r + 1.6763848301838038494::float8) * r
        + 2.05319162663775882187::float8) * r + 1::float8) $$;

-- A cell or band as a number of the table `parts`.
CREATE FUNCTION cell_number(cell text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT strpos('LMH', left(cell, 1)) * 3 + strpos('LMH', right(cell, 1)) - 4 $$;
CREATE FUNCTION band_number(cell text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE WHEN cell IN ('HH', 'HM', 'MH') THEN 11 WHEN cell IN ('HL', 'MM', 'LH') THEN 10 WHEN cell IS NOT NULL THEN 9 END $$;
