// Every page, in both languages, wide, zoomed and narrow, light, dark and in high contrast: accessible, whole, quiet.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { crawl } from './crawl.mjs';
import { suppliers, uploadList, writeCsv } from './files.mjs';
import { openBrowser, openHouse, openPage, screenshot, widths } from './house.mjs';

// What a visitor must be able to reach by links alone.
const expected = [
  '/', '/suppliers', '/suppliers/{id}', '/suppliers/new', '/suppliers/{id}/attestations/new', '/attestations/{id}',
  '/suppliers/{id}/audits/new', '/audits/{id}', '/buyers', '/buyers/{n}', '/contracts', '/schemes', '/schemes/{sha}',
  '/imports', '/imports/{id}', '/ledger', '/ledger/heads', '/ledger/checking', '/display', '/components', '/api',
];

// Not linked from anywhere, or only with a person's words.
const more = ['/suppliers?text=%E5%9B%BD%E7%A8%8E', '/suppliers?text=zzzzzz', '/no-such-page', '/suppliers?band=nonsense'];

// What a reader's system may ask for. Only the rules on colour depend on it.
const plain = { colorScheme: 'light', contrast: 'no-preference' };
const modes = {
  dark: { colorScheme: 'dark' },
  contrast: { contrast: 'more' },
};
const colours = ['color-contrast', 'link-in-text-block'];

describe('every page', () => {
  let house;
  let browser;
  before(async () => {
    house = await openHouse();
    browser = await openBrowser();
    const { page, context } = await openPage(browser, house);
    await uploadList(page, writeCsv(house.folder, 'list.csv', suppliers));
    await context.close();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  for (const language of ['ja', 'en']) {
    test(`in ${language}`, { concurrency: 2 }, async (t) => {
      const { pages, broken } = await crawl(house, language);
      await t.test('no link is broken', () => assert.deepEqual(broken, []));
      await t.test('all rooms are reached', () => {
        assert.deepEqual(expected.filter((kind) => ![...pages.keys()].some((found) => found.split('?')[0] === kind)), []);
      });
      const total = { looks: 0, rules: 0 };
      await Promise.all([...pages.values(), ...more].map((path) => t.test(path, () => look(path, language, total))));
      t.diagnostic(`axe in ${language}: ${total.looks} looks, ${total.rules} rules passed, 0 violations`);
    });
  }

  // One load of the page: wide in light, dark and high contrast; at 200 % zoom, which halves the width; narrow.
  async function look(path, language, total) {
    const { page, context, complaints } = await openPage(browser, house, { language });
    try {
      const answer = await page.goto(path, { waitUntil: 'load' });
      const name = `${language}-${path.slice(0, 80)}`;
      await show(page, `${name}-wide`);
      await accessible(page, total);
      for (const [mode, media] of Object.entries(modes)) {
        await page.emulateMedia({ ...plain, ...media });
        await accessible(page, total, { only: colours });
        await show(page, `${name}-wide-${mode}`);
      }
      await page.emulateMedia(plain);
      await page.setViewportSize({ width: 640, height: 450 });
      await fits(page);
      await page.setViewportSize(widths.narrow);
      await fits(page);
      await show(page, `${name}-narrow`);
      await accessible(page, total, { without: colours });
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.notEqual((await page.title()).trim(), '');
      if (answer.ok() && isBelowARoom(path)) await saysWhereItIs(page);
      const own = complaints.filter((text) => answer.ok() || !text.includes(`status of ${answer.status()}`));
      assert.deepEqual(own, []);
    } catch (error) {
      await screenshot(page, `failed-${language}-${path.slice(0, 80)}`);
      throw error;
    } finally {
      await context.close();
    }
  }
});

// Pictures of every page in every mode, for whoever wants to look: KAKUZUKE_SCREENSHOTS=all npm test
async function show(page, name) {
  if (process.env.KAKUZUKE_SCREENSHOTS === 'all') await screenshot(page, name);
}

async function accessible(page, total, { only, without = [] } = {}) {
  const axe = new AxeBuilder({ page });
  const off = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  if (only) axe.withRules(only);
  else axe.options({ rules: { 'target-size': { enabled: true }, ...off } });
  const { violations, passes } = await axe.analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`), []);
  total.looks += 1;
  total.rules += passes.length;
}

async function fits(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${content} px of content in a window of ${window} px`);
}

const isBelowARoom = (path) => new URL(path, 'http://house').pathname.split('/').filter(Boolean).length > 1;

// The last step is the page itself, the others are links from the front page on.
async function saysWhereItIs(page) {
  const crumbs = page.locator('body > nav.crumbs li');
  assert.ok(await crumbs.count() > 1, 'breadcrumbs');
  assert.equal(await crumbs.last().getAttribute('aria-current'), 'page');
  assert.equal(await crumbs.first().locator('a').getAttribute('href'), '/');
}
