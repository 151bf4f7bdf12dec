-- Portraits: every institution with all below it, on each grid by cell, by band and in all (3.8). Tried at 100,000 customers, one grid, seconds on two
-- loaded cores: one row a customer and indicator, a GROUP BY for each kind of set 2.6 (this); one column an indicator and three GROUP BYs 3.0
-- to 4.1; the same with GROUPING SETS 3.6; one indicator after the other 4.4.
CREATE OR REPLACE TABLE {s}.measured AS
SELECT * FROM (
    SELECT
        customer, unnest([{codes}]) AS indicator, unnest([{numerators}]) AS numerator, unnest([{denominators}]) AS denominator,
        unnest([{values}]) AS value
    FROM {s}.terms JOIN {s}.indicators USING (customer)
)
WHERE value IS NOT NULL;

CREATE OR REPLACE TABLE {s}.portraits (
    institution INTEGER, grid VARCHAR, part VARCHAR, indicator VARCHAR, n BIGINT, pooled DOUBLE, p25 DOUBLE, median DOUBLE, p75 DOUBLE);
