// Colours, keys and the word after a redirect: chosen without JavaScript, said once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser, openHouse, openPage } from './house.mjs';

describe('display', () => {
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

  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const white = 'rgb(255, 255, 255)';
  const black = 'rgb(0, 0, 0)';
  const nearlyBlack = 'rgb(26, 26, 26)';

  async function choose(page, name, value) {
    await page.goto('/display');
    await page.check(`#f-${name}-${value}`);
    await page.locator('form[action="/display"] button[type=submit]').click();
    await page.waitForURL('**/display');
  }

  for (const [theme, system, expected] of [
    ['light', 'dark', white], ['dark', 'light', nearlyBlack], ['contrast', 'light', white], ['contrast', 'dark', black],
    ['system', 'dark', nearlyBlack], ['system', 'light', white],
  ]) {
    test(`${theme} on a ${system} system, without JavaScript`, async () => {
      const { page, context, complaints } = await openPage(browser, house, { javaScript: false });
      await page.emulateMedia({ colorScheme: system });
      await choose(page, 'theme', theme);
      assert.notEqual((await page.locator('.flash').innerText()).trim(), '');
      for (const path of ['/display', '/suppliers']) {
        await page.goto(path);
        assert.equal(await page.getAttribute('html', 'data-theme'), theme);
        assert.equal(await ground(page), expected);
        assert.equal((await page.locator('main > .flash').innerText()).trim(), '', 'it is said once');
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test('a chosen theme is accessible and goes before the system', async () => {
    const { page, context } = await openPage(browser, house);
    for (const theme of ['dark', 'contrast', 'light']) {
      await choose(page, 'theme', theme);
      for (const path of ['/display', '/components']) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map(({ id }) => id), [], `${theme} ${path}`);
      }
    }
    await context.close();
  });

  test('a forged word is not said', async () => {
    const { page, context } = await openPage(browser, house);
    const hex = (value) => Buffer.from(JSON.stringify(value)).toString('hex');
    for (const value of [
      'saved', hex('saved'), hex({ message: 'site-name' }), hex({ message: 'decided', row: '<b>1</b>' }),
      hex({ message: 'decided', row: 1, more: 'words' }), 'ff'.repeat(400), 'é',
    ]) {
      await context.addCookies([{ name: 'flash', value: encodeURIComponent(value), url: house.address }]);
      await page.goto('/schemes');
      assert.equal((await page.locator('main > .flash').innerHTML()).trim(), '', value);
      assert.ok(!(await context.cookies()).some(({ name }) => name === 'flash'), 'it is forgotten');
    }
    await context.close();
  });

  test('a real word is said to screen readers, once', async () => {
    const { page, context } = await openPage(browser, house, { language: 'en' });
    await choose(page, 'theme', 'system');
    assert.match(await page.locator('main > .flash[role=status]').innerText(), /saved/);
    await page.reload();
    assert.equal((await page.locator('main > .flash').innerText()).trim(), '');
    await context.close();
  });

  test('keys: search, list of shortcuts, and off', async () => {
    const { page, context, complaints } = await openPage(browser, house, { language: 'en' });
    await page.goto('/suppliers');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'text');
    await page.keyboard.type('/?');
    assert.equal(await page.inputValue('#text'), '/?', 'typing is left alone');
    await page.goto('/schemes');
    await page.keyboard.press('/');
    await page.waitForURL('**/suppliers#text');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'text');
    await page.goto('/schemes');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Keyboard shortcuts' }).click();
    await dialog.waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await choose(page, 'shortcuts', 'off');
    await page.goto('/suppliers');
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('on A4 paper there is nothing to click and nothing is cut off', async () => {
    const { page, context } = await openPage(browser, house);
    await page.goto('/suppliers');
    const supplier = await page.locator('tbody th a').first().getAttribute('href');
    await choose(page, 'theme', 'dark');
    for (const path of [supplier, '/components', '/schemes']) {
      await page.goto(path);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      // 180 mm between the margins, in CSS pixels.
      await page.setViewportSize({ width: 680, height: 900 });
      assert.equal(await page.locator('.menu').isVisible(), false);
      assert.equal(await page.locator('.tools').isVisible(), false);
      assert.equal(await ground(page), white);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
      await page.emulateMedia({ media: 'screen' });
    }
    await context.close();
  });
});
