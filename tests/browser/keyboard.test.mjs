// A search and the way to a supplier's grade with nothing but the keyboard.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openHouse, openPage } from './house.mjs';

describe('by keyboard', () => {
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

  const focused = (page) => page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return {
      tag: element.tagName,
      name: element.getAttribute('name'),
      href: element.getAttribute('href'),
      visible: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
    };
  });

  // Tabs until `wanted` is focused; every stop on the way must show where the focus is.
  async function tabTo(page, wanted) {
    for (let stops = 0; stops < 120; stops += 1) {
      await page.keyboard.press('Tab');
      const element = await focused(page);
      if (element.tag === 'BODY') continue;
      assert.ok(element.visible, `focus is invisible on ${JSON.stringify(element)}`);
      if (wanted(element)) return element;
    }
    return assert.fail('not reached by Tab');
  }

  test('the first stop skips the menu', async () => {
    const { page, context } = await openPage(browser, house);
    await page.goto('/suppliers');
    const first = await tabTo(page, () => true);
    assert.match(first.href ?? '', /^#/);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate((id) => document.querySelector(id) !== null, first.href), true);
    await context.close();
  });

  test('search, choose, read the grade', async () => {
    const { page, context, complaints } = await openPage(browser, house);
    await page.goto('/suppliers');
    await tabTo(page, ({ tag, name }) => tag === 'INPUT' && name === 'text');
    await page.keyboard.type('国税商事');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=/);
    await tabTo(page, ({ href }) => /^\/suppliers\/[0-9a-f-]{36}/.test(href ?? ''));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/suppliers\/[0-9a-f-]{36}/);
    assert.match(await page.locator('h1').innerText(), /国税商事/);
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
