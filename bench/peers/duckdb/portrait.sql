-- The portraits of one grid ({grid}) and one kind of set ({part}).
INSERT INTO {s}.portraits
SELECT ancestor, '{grid}', part, indicator, n, pooled, quartiles[1], quartiles[2], quartiles[3]
FROM (
    SELECT
        closure.ancestor, {part} AS part, indicator, count(*) AS n, sum(numerator) / sum(denominator) AS pooled,
        quantile_cont(value, [0.25, 0.5, 0.75]) AS quartiles
    FROM {s}.measured
    JOIN (SELECT customer, institution, {grid}_cell AS cell FROM {s}.positions WHERE {grid}_cell IS NOT NULL AND inactive IS NULL) placed
        USING (customer)
    JOIN closure ON closure.institution = placed.institution
    GROUP BY ALL
);
