// Called by screenshots.sh: node screenshots.mjs SITE FOLDER README-FOLDER
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const [, , site, folder, readme] = process.argv;
const password = 'nine-grid-sample';

// What the README shows, in Chinese and light.
const shown = new Set(['grid-value-branch', 'customer', 'what-if']);

// What is shown is found by the way a user goes; a page that has an address of its own is named by it.
const pages = [
  ['nobody', 'sign-in', '/account/sign-in'],
  ['analyst', 'grid-value', '/grid'],
  ['analyst', 'grid-value-branch', '/grid?institution=101000'],
  ['analyst', 'grid-growth', '/grid?grid=growth&institution=101000'],
  ['analyst', 'grid-group', '/grid?grid=group'],
  ['analyst', 'grid-tiles', '/grid?view=tiles&institution=101000'],
  ['manager', 'grid-manager', '/grid'],
  ['head', 'customers', '/customers'],
  ['head', 'customers-filtered', '/customers?value=low&size=L'],
  ['head', 'customer', first('/customers?value=low&size=L', 'table.customers tbody th a')],
  ['head', 'customer-high', first('/customers?value=HH', 'table.customers tbody th a')],
  ['head', 'customer-unplaced', first('/customers?value=New', 'table.customers tbody th a')],
  ['head', 'what-if', whatIf],
  ['analyst', 'compare', compare],
  ['head', 'gaps', '/gaps'],
  ['analyst', 'gaps-institutions', '/gaps?by=institutions'],
  ['head', 'gaps-levers', '/gaps?by=levers'],
  ['manager', 'opportunities', '/opportunities'],
  ['manager', 'opportunities-payroll', '/opportunities?lever=payroll'],
  ['manager', 'plan', plan],
  ['head', 'plans', '/plans'],
  ['analyst', 'group', group],
  ['manager', 'today', '/today'],
  ['head', 'today-head', '/today'],
  ['analyst', 'migration', '/migration'],
  ['analyst', 'migration-growth', '/migration?grid=growth'],
  ['manager', 'alerts', '/alerts'],
  ['head', 'alert', first('/alerts', 'table.alerts tbody a[href*="/alerts/"]')],
  ['head', 'review', '/review'],
  ['analyst', 'review-institutions', '/review?part=institutions'],
  ['analyst', 'review-products', '/review?part=products'],
  ['analyst', 'review-concentration', '/review?part=concentration'],
  ['analyst', 'review-trend', '/review?part=trend'],
  ['head', 'coverage', '/coverage'],
  ['analyst', 'views', '/views'],
  ['analyst', 'find-manager', '/find?what=manager&to=%2Fcustomers'],
  ['analyst', 'not-found', '/nothing/here'],
  ['analyst', 'bad-address', '/customers?size=Q'],
  ['analyst', 'account-security', '/account/security'],
  ['analyst', 'account-password', '/account/password'],
  ['admin', 'admin', '/admin'],
  ['admin', 'assignments', '/assignments'],
  ['admin', 'admin-imports', '/admin/imports'],
  ['analyst', 'admin-periods', '/admin/periods'],
  ['analyst', 'admin-schemes', '/admin/schemes'],
  ['analyst', 'admin-scheme', '/admin/schemes/1'],
  ['admin', 'admin-jobs', '/admin/jobs'],
  ['admin', 'admin-audit', '/admin/audit'],
  ['admin', 'admin-users', '/admin/users'],
  ['admin', 'admin-user', '/admin/users/manager'],
];

function first(list, link) {
  return async (page) => {
    await page.goto(site + list);
    return page.locator(link).first().getAttribute('href');
  };
}

async function whatIf(page) {
  const customer = await first('/customers?value=low&size=L', 'table.customers tbody th a')(page);
  return `${customer.split('?')[0]}/what-if?unit=10000&amount=2000&deal-deposits=300`;
}

async function plan(page) {
  await page.goto(site + await first('/opportunities', 'tbody th a')(page));
  await page.locator('form.save-plan button').click();
  await page.locator('.plan-actions form button').first().click();
  return new URL(page.url()).pathname;
}

async function compare(page) {
  await page.goto(`${site}/customers?value=high`);
  const links = await page.locator('table.customers tbody th a').evaluateAll((all) => all.slice(0, 4).map((one) => one.getAttribute('href')));
  return `/customers/compare?${links.map((link) => `no=${link.split('/')[2].split('?')[0]}`).join('&')}`;
}

async function group(page) {
  await page.goto(`${site}/customers?group=placed`);
  await page.locator('table.customers tbody th a').first().click();
  return page.locator('a[href^="/groups/"]').first().getAttribute('href');
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const addresses = new Map();
let count = 0;
try {
  for (const locale of ['zh-CN', 'en']) {
    for (const user of [...new Set(pages.map(([name]) => name))]) {
      const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      if (user !== 'nobody') {
        await page.goto(`${site}/account/sign-in`);
        await page.fill('[name=Name]', user);
        await page.fill('[name=Password]', password);
        await page.click('main form button');
        await page.waitForURL((url) => !url.pathname.includes('sign-in'));
      }
      for (const [, name, where] of pages.filter(([one]) => one === user)) {
        if (!addresses.has(name)) addresses.set(name, typeof where === 'string' ? where : await where(page));
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          for (const width of [1440, 390]) {
            await page.setViewportSize({ width, height: 900 });
            await page.goto(site + addresses.get(name), { waitUntil: 'networkidle' });
            await page.screenshot({ path: join(folder, `${name}.${locale}.${colorScheme}.${width}.png`), fullPage: true });
            count++;
            if (shown.has(name) && locale === 'zh-CN' && colorScheme === 'light' && width === 1440) {
              await page.screenshot({ path: join(readme, `${name}.jpg`), type: 'jpeg', quality: 72 });
            }
          }
        }
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${count} pictures in ${folder}`);
