// The snapshot of a package in DuckDB, in memory: node peer.mjs PACKAGE PERIOD [--from PERIOD] [--repeat N] [--threads N] [--out DIR]
// Prints `load SECONDS`, `kernel SECONDS` (median) and `peak MB`, as the verb `kernel` of NineGrid.Bench does.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        from: { type: 'string' },
        repeat: { type: 'string', default: '5' },
        threads: { type: 'string', default: '2' },
        out: { type: 'string' },
    },
});
const [folder, period] = positionals;
const repeat = Number(options.repeat);

// Code, numerator, denominator of the 16 indicators (3.8), in terms of the table `returns`.
const indicators = [
    ['cross_sell', 'held', 'active_products'],
    ['monthly_transactions', 'transactions', '12.0::DOUBLE'],
    ['fee_share', 'fee_income', 'revenue'],
    ['deposit_derivation', 'avg_deposits', 'avg_loans'],
    ['wallet_share', 'avg_deposits', 'cash'],
    ['cost_income', 'operating_cost', 'revenue'],
    ['demand_share', 'avg_demand_deposits', 'avg_deposits'],
    ['settlement_share', 'settlement_inflow', 'operating_revenue'],
    ['lending_share', 'avg_loans', 'interest_bearing_debt'],
    ['line_utilisation', 'credit_used', 'credit_limit'],
    ['loan_spread', 'loan_nii', 'avg_loans'],
    ['deposit_spread', 'deposit_nii', 'avg_deposits'],
    ['credit_cost', 'CASE WHEN expected_loss IS NOT NULL THEN el END', 'ead'],
    ['capital_intensity', 'ec_credit', 'ead'],
    ['e_channel', 'e_transactions', 'transactions'],
    ['payroll_penetration', 'payroll_headcount', 'employees'],
];
const grids = ['value', 'growth', 'group'];

const terms = indicators.map(([code, num, den]) => `${num} AS ${code}_num, ${den} AS ${code}_den`).join(', ');
const values = indicators
    .map(([code]) => `CASE WHEN ${code}_den > 0 THEN ${code}_num / ${code}_den END AS ${code}`)
    .join(', ');

const database = await DuckDBInstance.create(':memory:', { threads: options.threads });
const connection = await database.connect();

async function run(sql, names = {}) {
    const text = Object.entries(names).reduce((all, [name, value]) => all.replaceAll(`{${name}}`, value), sql);
    await connection.run(text);
}

const read = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const snapshotSql = read('snapshot.sql');
const portraitsSql = read('portraits.sql');
const portraitSql = read('portrait.sql');

async function snapshot(schema, month) {
    const [year, number] = month.split('-').map(Number);
    await run(snapshotSql, {
        s: schema,
        t: String(year * 12 + number),
        year: String(number >= 4 ? year - 1 : year - 2),
        terms,
        values,
    });
}

async function portraits(schema) {
    const each = (name) => indicators.map(([code]) => name(code)).join(', ');
    await run(portraitsSql, {
        s: schema,
        codes: each((code) => `'${code}'`),
        numerators: each((code) => `${code}_num`),
        denominators: each((code) => `${code}_den`),
        values: each((code) => code),
    });
    for (const grid of grids) {
        for (const part of ['cell', 'band(cell)', "'all'"]) {
            await run(portraitSql, { s: schema, grid, part });
        }
    }
}

const migration = (schema, earlier) =>
    run(
        `CREATE OR REPLACE TABLE ${schema}.migration AS ` +
            grids
                .map(
                    (grid) => `SELECT '${grid}' AS grid, coalesce(a.${grid}_cell, '-') AS from_cell, coalesce(b.${grid}_cell, '-') AS to_cell,
                        count(*) AS customers, sum(CASE WHEN b.${grid}_cell IS NOT NULL THEN b.revenue ELSE a.revenue END) AS revenue
                    FROM (SELECT customer, ${grid}_cell, revenue FROM ${earlier}.positions WHERE inactive IS NULL AND ${grid}_cell IS NOT NULL) a
                    FULL JOIN (SELECT customer, ${grid}_cell, revenue FROM ${schema}.positions WHERE inactive IS NULL AND ${grid}_cell IS NOT NULL) b
                    USING (customer)
                    GROUP BY ALL`,
                )
                .join(' UNION ALL '),
    );

const tell = (what, number) => console.log(`${what} ${number.toFixed(3)}`);
const seconds = (since) => Number(process.hrtime.bigint() - since) / 1e9;

let start = process.hrtime.bigint();
await run(read('load.sql'), { package: folder });
await run(`CREATE MACRO band(cell) AS CASE WHEN cell IN ('HH', 'HM', 'MH') THEN 'high' WHEN cell IN ('HL', 'MM', 'LH') THEN 'mid'
    WHEN cell IS NOT NULL THEN 'low' END`);
await run('CREATE SCHEMA earlier; CREATE SCHEMA later;');
tell('load', seconds(start));

if (options.from !== undefined) {
    await snapshot('earlier', options.from);
}

const times = [];
for (let i = 0; i < repeat; i++) {
    start = process.hrtime.bigint();
    await snapshot('later', period);
    const described = seconds(start);
    await portraits('later');
    const drawn = seconds(start);
    if (options.from !== undefined) {
        await migration('later', 'earlier');
    }

    times.push(seconds(start));
    console.error(`snapshot ${described.toFixed(3)}, portraits ${(drawn - described).toFixed(3)}, in all ${times.at(-1).toFixed(3)}`);
}

tell('kernel', times.sort((a, b) => a - b)[Math.floor(repeat / 2)]);
tell('peak', (Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / 1e6);

if (options.out !== undefined) {
    mkdirSync(options.out, { recursive: true });
    const write = (file, query) => run(`COPY (${query}) TO '${join(options.out, file)}.csv' (HEADER)`);
    await write(
        'positions',
        `SELECT c.customer_no, c.institution_code AS institution, c.manager_no AS manager, c.size, c.industry, c.group_code AS "group", m AS months,
            revenue, cost, el, ec_credit, ec_op, ret, raroc, eva, value_cell, value_reason, g_bank, g_own, growth_cell, growth_reason,
            consistency, group_cell, strategy_used AS strategy
        FROM later.judged JOIN customers c ON c.id = judged.customer ORDER BY c.customer_no`,
    );
    await write(
        'indicators',
        `SELECT c.customer_no, ${indicators.map(([code]) => code).join(', ')}
        FROM later.positions p JOIN customers c ON c.id = p.customer LEFT JOIN later.indicators i ON i.customer = p.customer ORDER BY c.customer_no`,
    );
    await write(
        'cuts',
        `SELECT * FROM (
            SELECT 'value' AS grid, 'x' AS axis, coalesce('SizeClass=' || used_size, 'bank') AS peer_group, n, lo, hi FROM (SELECT DISTINCT used_size, n, lo, hi FROM later.used_cuts)
            UNION ALL SELECT 'value', 'y', 'bank', count(*), 0.11, 0.2 FROM later.positions WHERE value_cell IS NOT NULL
            UNION ALL SELECT 'growth', 'x', 'bank', count(*), 0, 0.2 / 2.1 FROM later.positions WHERE growth_cell IS NOT NULL
            UNION ALL SELECT 'growth', 'y', 'bank', count(*), 0, 0.2 / 2.1 FROM later.positions WHERE growth_cell IS NOT NULL
            UNION ALL SELECT 'group', 'x', 'bank', n, lo, hi FROM later.group_cuts
            UNION ALL SELECT 'group', 'y', 'bank', n, 0.11, 0.2 FROM later.group_cuts)
        ORDER BY grid, axis, peer_group`,
    );
    await write(
        'portraits',
        `SELECT i.code AS institution, grid, part AS cell, indicator, n, pooled, p25, median, p75
        FROM later.portraits p JOIN institutions i ON i.id = p.institution ORDER BY ALL`,
    );
    if (options.from !== undefined) {
        await write('migration', 'SELECT * FROM later.migration ORDER BY ALL');
    }
}
