// Called by movement.sh: node movement.mjs SITE
import { createRequire } from 'node:module';
import { measure, signInFirst } from './measuring.mjs';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const site = process.argv[2];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const context = await browser.newContext({ locale: 'zh-CN' });
  await signInFirst(await context.newPage(), site);
  const addresses = [
    '/today',
    '/migration',
    '/migration?grid=growth',
    '/migration?grid=group',
    '/migration?from=2025-01',
    '/alerts',
    '/alerts?severity=critical',
    '/review',
    '/review?part=institutions',
    '/review?part=sizes',
    '/review?part=industries',
    '/review?part=trend',
    '/review?part=products',
    '/review?part=concentration',
    '/coverage',
  ];
  await measure(context, site, Object.fromEntries(addresses.map((address) => [address, () => address])), 100, 5);
} finally {
  await browser.close();
}
