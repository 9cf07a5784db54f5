// Every page, in both languages, wide and narrow: accessible, whole, quiet.
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
  '/imports', '/imports/{id}', '/ledger', '/ledger/heads', '/ledger/checking',
];

// Not linked from anywhere, or only with a person's words.
const more = ['/suppliers?text=%E5%9B%BD%E7%A8%8E', '/suppliers?text=zzzzzz', '/no-such-page', '/suppliers?band=nonsense'];

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
    test(`in ${language}`, async (t) => {
      const { pages, broken } = await crawl(house, language);
      await t.test('no link is broken', () => assert.deepEqual(broken, []));
      await t.test('all rooms are reached', () => {
        assert.deepEqual(expected.filter((kind) => ![...pages.keys()].some((found) => found.split('?')[0] === kind)), []);
      });
      for (const size of Object.keys(widths)) {
        for (const path of [...pages.values(), ...more]) {
          await t.test(`${path} ${size}`, () => look(path, language, size));
        }
      }
    });
  }

  async function look(path, language, size) {
    const { page, context, complaints } = await openPage(browser, house, { language, size });
    try {
      const answer = await page.goto(path, { waitUntil: 'load' });
      await screenshot(page, `${language}-${size}-${path.slice(0, 80)}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`), []);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= window, `${content} px of content in a window of ${window} px`);
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.notEqual((await page.title()).trim(), '');
      const own = complaints.filter((text) => answer.ok() || !text.includes(`status of ${answer.status()}`));
      assert.deepEqual(own, []);
    } finally {
      await context.close();
    }
  }
});
