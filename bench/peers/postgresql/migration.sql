-- Flows between the cells of the earlier and the later period on each grid (3.10).
DROP TABLE IF EXISTS later.migration;
CREATE UNLOGGED TABLE later.migration AS
SELECT grid, coalesce(a.cell, '-') AS from_cell, coalesce(b.cell, '-') AS to_cell, count(*) AS customers,
    sum(CASE WHEN b.cell IS NOT NULL THEN b.revenue ELSE a.revenue END) AS revenue
FROM (
    SELECT customer, grid, cell, revenue
    FROM earlier.positions, LATERAL (VALUES ('value', value_cell), ('growth', growth_cell), ('group', group_cell)) cells (grid, cell)
    WHERE cell IS NOT NULL AND revenue IS NOT NULL
) a
FULL JOIN (
    SELECT customer, grid, cell, revenue
    FROM later.positions, LATERAL (VALUES ('value', value_cell), ('growth', growth_cell), ('group', group_cell)) cells (grid, cell)
    WHERE cell IS NOT NULL AND revenue IS NOT NULL
) b USING (customer, grid)
GROUP BY grid, a.cell, b.cell;
