// Search, filters and paging are links and forms: they work without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openHouse, openPage } from './house.mjs';

describe('without JavaScript', () => {
  let house;
  let browser;
  before(async () => {
    house = await openHouse();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });

  test('search by part of a name, with and without the company form', async () => {
    const { page, context } = await openPage(browser, house, { javaScript: false });
    for (const words of ['国税商事あ', '株式会社国税商事あ', 'コクゼイショウジア', '2040001999902']) {
      await page.goto('/suppliers');
      await page.fill('input[name=text]', words);
      await page.locator('form[role=search] .search button').click();
      await page.waitForURL(/text=/);
      assert.match(await page.locator('tbody').first().innerText(), /国税商事あ/, words);
    }
    await context.close();
  });

  test('page after page, each supplier once', async () => {
    const { page, context } = await openPage(browser, house, { javaScript: false });
    await page.goto('/suppliers');
    const seen = [];
    for (let pages = 0; pages < 50; pages += 1) {
      seen.push(...await page.locator('tbody th a').evaluateAll((links) => links.map((link) => link.pathname)));
      const next = page.locator('a[rel=next]');
      if (await next.count() === 0) break;
      await next.first().click();
    }
    assert.ok(seen.length >= 150, `${seen.length} suppliers`);
    assert.equal(new Set(seen).size, seen.length);
    await context.close();
  });

  test('the grade on another day is on the same page', async () => {
    const { page, context } = await openPage(browser, house, { javaScript: false });
    await page.goto('/suppliers?text=2040001999902');
    await page.locator('tbody th a').first().click();
    await page.waitForURL(/\/suppliers\/[0-9a-f-]{36}/);
    const { pathname } = new URL(page.url());
    await page.goto(`${pathname}?valid_on=2001-01-01`);
    assert.match(await page.locator('main').innerText(), /2001|平成13/);
    await context.close();
  });
});
