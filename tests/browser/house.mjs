// The demo of the built program on a port of its own, and a browser to look at it with.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(here, '../../target');
const program = process.env.KAKUZUKE_PROGRAM ?? join(target, 'debug/kakuzuke');
const results = join(here, 'results');

// No look-ups of the browser's own makers' hosts: the tests run where there is no network.
const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-default-apps', '--disable-domain-reliability',
];

export const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const browserPath = () => {
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find((candidate) => existsSync(candidate));
  if (!path) throw new Error('No Chromium: apt-get install chromium');
  return path;
};

// Starts `kakuzuke demo`; the answer has its address and `close()`. `more(folder)` names further arguments.
export async function openHouse({ port, more = () => [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kakuzuke-browser-'));
  const address = `http://127.0.0.1:${port ?? await freePort()}`;
  const place = ['--data', join(folder, 'data'), '--listen', new URL(address).host];
  const child = spawn(program, ['demo', ...place, ...more(folder)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (bytes) => { said = (said + bytes).slice(-8000); };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const close = async () => {
    const gone = child.exitCode !== null || new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the demo ended:\n${said}`);
    const healthy = await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false);
    if (healthy) return { address, folder, close, said: () => said, session: await signIn(address) };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await close();
  throw new Error(`the demo did not start in two minutes:\n${said}`);
}

// Signs in as a person of the demo, by name; answers the session's cookie.
export async function signIn(address, name = '兼務 花') {
  const html = await (await fetch(`${address}/sign-in`)).text();
  const form = html.split('<form ').find((piece) => piece.includes(name));
  const account = form.match(/name="account" value="([^"]+)"/)[1];
  const answer = await fetch(`${address}/demo/sessions`, {
    method: 'POST', body: new URLSearchParams({ account }), redirect: 'manual',
  });
  return answer.headers.get('set-cookie').match(/__Host-session=([0-9a-f]+)/)[1];
}

export const openBrowser = () => chromium.launch({ executablePath: browserPath(), args: quiet });

export const widths = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

// A page in one language that remembers everything the browser complained of.
export async function openPage(browser, house, { language = 'ja', size = 'wide', javaScript = true, session = house.session } = {}) {
  const context = await browser.newContext({
    viewport: widths[size],
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: javaScript,
    baseURL: house.address,
    acceptDownloads: true,
  });
  await context.addCookies([{ name: 'lang', value: language, url: house.address }]);
  if (session) await context.addCookies([{ name: '__Host-session', value: session, url: house.address.replace('http:', 'https:'), httpOnly: true, secure: true }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  // What a page still fetches when the visitor goes on to the next one is given up by the browser itself.
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`answer: ${response.status()} ${response.url()}`);
  });
  return { page, context, complaints };
}

export async function screenshot(page, name) {
  mkdirSync(results, { recursive: true });
  await page.screenshot({ path: join(results, `${name.replaceAll(/[^\w.-]+/g, '_')}.png`), fullPage: true });
}
