// Called by crowded.sh: node crowded.mjs SITE
import { createRequire } from 'node:module';
import { signInFirst } from './measuring.mjs';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const [, , site] = process.argv;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } })).newPage();
await signInFirst(page, site);

const network = await page.context().newCDPSession(page);
await network.send('Network.enable');
await network.send('Network.clearBrowserCache');
let bytes = 0;
network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
await page.goto(`${site}/grid`, { waitUntil: 'networkidle' });
await page.locator('.picture.is-drawn').waitFor();
console.log(`${await page.locator('h1').innerText()}: ${(bytes / 1024).toFixed(0)} KiB sent, an empty cache`);

// Frames while the pointer runs over the picture.
const box = await page.locator('#plot').boundingBox();
await page.evaluate(() => {
  window.frames_ = [];
  let last = performance.now();
  const next = (now) => { window.frames_.push(now - last); last = now; window.running = requestAnimationFrame(next); };
  window.running = requestAnimationFrame(next);
});
for (let i = 0; i < 120; i++) await page.mouse.move(box.x + 60 + (i * 5) % (box.width - 80), box.y + 20 + (i * 7) % (box.height - 60));
const frames = await page.evaluate(() => { cancelAnimationFrame(window.running); return window.frames_.slice(2).sort((a, b) => a - b); });
console.log(`${frames.length} frames while hovering: median ${frames[frames.length >> 1].toFixed(1)} ms, 95 % under ${frames[Math.floor(frames.length * 0.95)].toFixed(1)} ms, longest ${frames.at(-1).toFixed(1)} ms`);
await browser.close();
