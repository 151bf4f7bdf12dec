// Called by answers.sh: node answers.mjs SITE
import { createRequire } from 'node:module';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const site = process.argv[2];
const times = 200;

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
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const pages = {
    customer: (i) => found[i % found.length],
    'what-if': (i) => `${found[i % found.length]}/what-if?unit=10000&deposits=${100 + i}&amount=${200 + i}`,
    gaps: () => '/gaps',
    levers: () => '/gaps?by=levers',
    opportunities: () => '/opportunities',
    plans: () => '/plans',
  };
  for (const [name, path] of Object.entries(pages)) {
    const took = [];
    for (let i = 0; i < times + 20; i++) {
      const start = performance.now();
      const answer = await fetch(site + path(i), { headers: { cookie, 'accept-language': 'zh-CN' } });
      await answer.arrayBuffer();
      if (answer.status !== 200 || answer.redirected) throw new Error(`${answer.status} ${answer.url}`);
      if (i >= 20) took.push(performance.now() - start);
    }
    took.sort((a, b) => a - b);
    console.log(`${name}: median ${took[times / 2].toFixed(0)} ms, 95 % under ${took[times * 0.95].toFixed(0)} ms, longest ${took[times - 1].toFixed(0)} ms`);
  }
} finally {
  await browser.close();
}
