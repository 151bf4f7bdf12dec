-- The portraits of one indicator (:code, :num, :den): every institution with all below it, on each grid by cell, by band and in all (3.8).
-- Not by array_agg over a sorted subquery into hashed sets: that lost the order, and so the quartiles, at 1,000,000 customers.
SET max_parallel_workers_per_gather = 0;
INSERT INTO :s.portraits
SELECT
    ancestor, grid, part, :'code', n, pooled, quartiles[1], quartiles[2], quartiles[3]
FROM (
    SELECT
        ancestor, CASE WHEN grouping(value_cell, value_band, value_all) = 7 THEN 'growth' ELSE 'value' END AS grid,
        coalesce(value_cell, value_band, growth_cell, growth_band, 12) AS part,
        count(*)::integer AS n, sum(num) / sum(den) AS pooled, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS quartiles
    FROM (
        SELECT institution, value_cell, value_band, value_all, growth_cell, growth_band, growth_all, :num AS num, :den AS den, :code AS value
        FROM :s.indicators
        WHERE :code IS NOT NULL AND (value_all OR growth_all)
    ) one
    JOIN closure USING (institution)
    GROUP BY GROUPING SETS (
        (ancestor, value_cell), (ancestor, value_band), (ancestor, value_all),
        (ancestor, growth_cell), (ancestor, growth_band), (ancestor, growth_all))
    HAVING coalesce(value_cell, value_band, growth_cell, growth_band) IS NOT NULL OR value_all OR growth_all
    OFFSET 0
) sets;
INSERT INTO :s.portraits
SELECT
    ancestor, 'group', part, :'code', n, pooled, quartiles[1], quartiles[2], quartiles[3]
FROM (
    SELECT ancestor, coalesce(group_cell, group_band, 12) AS part, count(*)::integer AS n, sum(num) / sum(den) AS pooled, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS quartiles
    FROM (
        SELECT institution, group_cell, group_band, :num AS num, :den AS den, :code AS value
        FROM :s.indicators
        WHERE :code IS NOT NULL AND group_cell IS NOT NULL
    ) one
    JOIN closure USING (institution)
    GROUP BY GROUPING SETS ((ancestor, group_cell), (ancestor, group_band), (ancestor))
    OFFSET 0
) sets;
