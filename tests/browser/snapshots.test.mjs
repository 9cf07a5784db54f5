// What a screen reader finds on every page: the accessibility tree of each sample of each template, in both languages.
// The samples are those of `Page::samples`, so days, ids and figures never change by themselves.
// After a wanted change: `npm run snapshots`, then read the difference before committing it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openHouse, openPage } from './house.mjs';
import { renderSamples } from './samples.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'snapshots');
// States of one page that are looked at: the first ones and the last. What is around the page is looked at once.
const most = 4;
const whole = 'display-show';
const renew = process.env.KAKUZUKE_SNAPSHOTS === 'renew';

describe('the accessibility tree', () => {
  let house;
  let browser;
  let samples;
  before(async () => {
    samples = renderSamples();
    house = await openHouse();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
    samples?.remove();
  });

  for (const language of ['ja', 'en']) {
    test(`in ${language}`, async (t) => {
      const { page, context } = await openPage(browser, house, { language });
      const own = join(folder, language);
      mkdirSync(own, { recursive: true });
      const pages = samples.of(language);
      assert.ok(pages.size > 15, `${pages.size} pages`);
      for (const [name, states] of pages) {
        await t.test(name, async () => {
          const trees = [];
          const chosen = [...new Set([...states.slice(0, most - 1), states.at(-1)])];
          for (const html of chosen) trees.push(await tree(page, html, name === whole));
          const found = trees.map((text, index) => `# state ${index + 1}\n${text}\n`).join('\n');
          const file = join(own, `${name}.yaml`);
          if (renew) writeFileSync(file, found);
          assert.ok(existsSync(file), `${file} is missing: npm run snapshots`);
          assert.equal(found, readFileSync(file, 'utf8'), 'npm run snapshots renews it');
        });
      }
      await t.test('no snapshot is left of a page that is gone', () => {
        const gone = readdirSync(own).filter((file) => !pages.has(file.replace(/\.yaml$/, '')));
        if (renew) gone.forEach((file) => rmSync(join(own, file)));
        else assert.deepEqual(gone, []);
      });
      await context.close();
    });
  }

  // The page with the house's own style sheets: what they hide is hidden here too.
  async function tree(page, html, everything) {
    const address = `${house.address}/sample`;
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await page.goto(address, { waitUntil: 'load' });
    await page.unroute(address);
    const parts = await page.locator(everything ? 'body' : 'body > nav, main').all();
    const texts = await Promise.all(parts.map((part) => part.ariaSnapshot()));
    return texts.join('\n').replace(/(バージョン|Version) [\d.]+/, '$1 <version>');
  }
});
