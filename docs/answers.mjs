// Called by answers.sh: node answers.mjs SITE
import { createRequire } from 'node:module';
import { measure } from './measuring.mjs';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const site = process.argv[2];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${site}/account/sign-in`);
  await page.fill('[name=Name]', 'manager');
  await page.fill('[name=Password]', 'nine-grid-sample');
  await page.click('main form button');
  await page.goto(`${site}/opportunities`);
  const found = await page.locator('tbody th a').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('?')[0]));
  const pages = {
    customer: (i) => found[i % found.length],
    'what-if': (i) => `${found[i % found.length]}/what-if?unit=10000&deposits=${100 + i}&amount=${200 + i}`,
    gaps: () => '/gaps',
    levers: () => '/gaps?by=levers',
    opportunities: () => '/opportunities',
    plans: () => '/plans',
  };
  await measure(context, site, pages, 200, 20);
} finally {
  await browser.close();
}
