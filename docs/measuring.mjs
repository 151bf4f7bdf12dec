// What the measuring scripts share.

/** Signs an operator-made analyst in; the initial password is changed first, as she would have to. */
export async function signInFirst(page, site) {
  const [first, second] = ['Nine-grid-bank-1', 'Nine-grid-bank-2'];
  await page.goto(`${site}/account/sign-in`);
  await page.fill('[name=Name]', 'analyst');
  await page.fill('[name=Password]', first);
  await page.click('main form button');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  if (page.url().includes('/account/password')) {
    for (const [field, value] of [['Current', first], ['Replacement', second], ['Repeated', second]]) await page.fill(`[name=${field}]`, value);
    await page.click('main form button');
    await page.waitForURL((url) => !url.pathname.includes('/account/password'));
  }
}

/** Asks for pages again and again as whoever is signed in, and says how long answers took. */
export async function measure(context, site, pages, times, passedOver) {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const [name, path] of Object.entries(pages)) {
    const took = [];
    let first;
    for (let i = 0; i < times + passedOver; i++) {
      const start = performance.now();
      const answer = await fetch(site + path(i), { headers: { cookie, 'accept-language': 'zh-CN' } });
      await answer.arrayBuffer();
      if (answer.status !== 200 || answer.redirected) throw new Error(`${answer.status} ${answer.url}`);
      first ??= performance.now() - start;
      if (i >= passedOver) took.push(performance.now() - start);
    }
    took.sort((a, b) => a - b);
    console.log(`${name}: median ${took[times / 2].toFixed(0)} ms, 95 % under ${took[times * 0.95].toFixed(0)} ms, longest ${took[times - 1].toFixed(0)} ms; the first ${first.toFixed(0)} ms`);
  }
}
