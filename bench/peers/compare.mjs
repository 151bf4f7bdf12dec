// Holds the exports of a peer against ours, number by number: node compare.mjs OURS THEIRS
// Texts and counts must be equal, other numbers within 1e-9 of each other, relative or (near zero) absolute: sums over customers run in another order.
// Both files are read side by side in the order of their keys, so that memory does not grow with them. Exit code 1 when anything differs.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';

const TOLERANCE = 1e-9;
const SHOWN = 20;

const files = [
    {
        name: 'positions',
        keys: 1,
        texts: [
            'customer_no', 'institution', 'manager', 'size', 'industry', 'group', 'value_cell', 'value_reason', 'growth_cell', 'growth_reason',
            'consistency', 'group_cell', 'strategy',
        ],
        counts: ['months'],
    },
    { name: 'indicators', keys: 1, texts: ['customer_no'], counts: [] },
    { name: 'portraits', keys: 4, texts: ['institution', 'grid', 'cell', 'indicator'], counts: ['n'] },
    { name: 'cuts', keys: 3, texts: ['grid', 'axis', 'peer_group'], counts: ['n'] },
    { name: 'migration', keys: 3, texts: ['grid', 'from_cell', 'to_cell'], counts: ['customers'] },
];

const [ours, theirs] = process.argv.slice(2);
if (theirs === undefined) {
    console.error('usage: node compare.mjs OURS THEIRS');
    process.exit(2);
}

let differences = 0;

function differ(text) {
    differences++;
    if (differences <= SHOWN) {
        console.log(`  ${text}`);
    }
}

/** The fields of a line; a quoted field may hold commas and doubled quotes. */
function fieldsOf(line) {
    if (!line.includes('"')) {
        return line.split(',');
    }

    const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
    return [...line.matchAll(field)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

async function* linesOf(path) {
    let rest = '';
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        yield* lines;
    }

    if (rest !== '') {
        yield rest;
    }
}

/** The rows of a file one after the other; rows that are not in the order of their keys are refused, because they would be passed by. */
class Rows {
    #lines;
    #keys;

    constructor(path, keys) {
        this.path = path;
        this.#keys = keys;
        this.#lines = linesOf(path);
    }

    async header() {
        return fieldsOf((await this.#lines.next()).value ?? '');
    }

    async next() {
        const { done, value } = await this.#lines.next();
        if (done) {
            this.key = null;
            return;
        }

        const before = this.key;
        this.fields = fieldsOf(value);
        this.key = Buffer.from(this.fields.slice(0, this.#keys).join('\u0001'));
        if (before !== undefined && Buffer.compare(before, this.key) >= 0) {
            throw new Error(`${this.path}: ${this.name} follows ${before.toString().split('\u0001')}; rows must be in the order of their keys`);
        }
    }

    get name() {
        return this.fields.slice(0, this.#keys).join(' ');
    }
}

/** How far two numbers are apart, relative to the larger, but absolute below one; null when one is none. */
function distance(a, b) {
    const [x, y] = [Number(a), Number(b)];
    return a === '' || b === '' || !Number.isFinite(x) || !Number.isFinite(y) ? null : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y), 1);
}

async function compare({ name, keys, texts, counts }) {
    const mine = new Rows(join(ours, `${name}.csv`), keys);
    const other = new Rows(join(theirs, `${name}.csv`), keys);
    const columns = await mine.header();
    const others = await other.header();
    if (columns.join() !== others.join()) {
        differ(`${name}: columns ${columns} against ${others}`);
        return;
    }

    const exact = columns.map((column) => texts.includes(column) || counts.includes(column));
    const isText = columns.map((column) => texts.includes(column));
    let rows = 0;
    let numbers = 0;
    let largest = 0;
    let where = '';
    await mine.next();
    await other.next();
    while (mine.key !== null || other.key !== null) {
        const order = mine.key === null ? 1 : other.key === null ? -1 : Buffer.compare(mine.key, other.key);
        if (order !== 0) {
            const [has, lacks] = order < 0 ? [mine, other] : [other, mine];
            differ(`${name} ${has.name}: not in ${lacks.path}`);
            await has.next();
            continue;
        }

        rows++;
        if (mine.fields.length !== columns.length || other.fields.length !== columns.length) {
            differ(`${name} ${mine.name}: ${mine.fields.length} and ${other.fields.length} fields instead of ${columns.length}`);
        } else {
            for (let i = keys; i < columns.length; i++) {
                const [a, b] = [mine.fields[i], other.fields[i]];
                numbers += !isText[i] && a !== '' ? 1 : 0;
                if (a === b) {
                    continue;
                }

                const apart = isText[i] ? null : distance(a, b);
                if (apart === null || apart > (exact[i] ? 0 : TOLERANCE)) {
                    differ(`${name} ${mine.name} ${columns[i]}: ${a || 'nothing'} against ${b || 'nothing'}`);
                }

                if (apart > largest) {
                    [largest, where] = [apart, `${mine.name} ${columns[i]}`];
                }
            }
        }

        await mine.next();
        await other.next();
    }

    console.log(`${name}: ${rows} rows, ${numbers} numbers, largest difference ${largest.toExponential(1)}${where && ` (${where})`}`);
}

let compared = 0;
for (const file of files) {
    const present = [ours, theirs].filter((folder) => existsSync(join(folder, `${file.name}.csv`)));
    if (present.length === 2) {
        await compare(file);
        compared++;
    } else if (present.length === 1) {
        differ(`${file.name}: only in ${present[0]}`);
    }
}

if (compared === 0) {
    differ(`nothing to compare in ${ours} and ${theirs}`);
}

console.log(differences === 0 ? `equal: ${compared} files` : `${differences} differences${differences > SHOWN ? `, the first ${SHOWN} told` : ''}`);
process.exitCode = differences === 0 ? 0 : 1;
