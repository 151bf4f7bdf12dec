// Called by lighthouse.sh: node lighthouse.mjs SITE FORM SCRATCH
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const [, , site, form, scratch] = process.argv;
const wanted = 500;

// The institution whose number of customers is nearest to what is wanted.
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ locale: 'en' });
const page = await context.newPage();
await page.goto(`${site}/account/sign-in`);
await page.fill('[name=Name]', 'analyst');
await page.fill('[name=Password]', 'nine-grid-sample');
await page.click('main form button');
await page.waitForURL((url) => !url.pathname.includes('sign-in'));
let best = { distance: Infinity };
const seen = new Set();
for (const queue = ['/customers']; queue.length > 0; ) {
  const path = queue.shift();
  if (seen.has(path)) continue;
  seen.add(path);
  await page.goto(site + path);
  const customers = Number((await page.locator('h1').innerText()).match(/: ([\d\s\u202f]+) customer/)[1].replace(/\D/g, ''));
  if (Math.abs(customers - wanted) < best.distance) best = { distance: Math.abs(customers - wanted), customers, path };
  if (customers > wanted) queue.push(...(await page.locator('#institution-picker .below a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))));
}
const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
await browser.close();

const address = site + best.path.replace('/customers', '/grid');
const report = join(scratch, 'report.json');
execFileSync(
  'npx',
  ['--yes', 'lighthouse@12.8.2', address, '--quiet', '--only-categories=performance,accessibility,best-practices', '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    `--extra-headers=${JSON.stringify({ Cookie: cookies })}`, '--output=json', `--output-path=${report}`, ...(form === 'desktop' ? ['--preset=desktop'] : [])],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CHROME_PATH: process.env.CHROMIUM } },
);
const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`${address} (${best.customers} customers, ${form})`);
for (const { title, score } of Object.values(categories)) console.log(`${title} ${Math.round(score * 100)}`);
for (const name of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight']) console.log(`${audits[name].title}: ${audits[name].displayValue}`);
