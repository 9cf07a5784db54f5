// A list goes in: upload, columns, preview, dry run, run, result; once with and once without JavaScript.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { suppliers, uploadList, writeCsv } from './files.mjs';
import { openBrowser, openHouse, openPage, screenshot } from './house.mjs';

describe('an import by hand', () => {
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

  // rows, created, updated, unchanged, rejected, proposals
  const counts = async (page) => {
    const cells = page.locator('table:not(.stack) td.figure');
    await cells.first().waitFor({ timeout: 60_000 });
    return (await cells.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
  };

  async function goThrough({ javaScript, name }) {
    const { page, context, complaints } = await openPage(browser, house, { javaScript });
    const rows = structuredClone(suppliers);
    rows[3][1] += name;
    const file = writeCsv(house.folder, `${name}.csv`, rows);
    await uploadList(page, file);

    assert.equal(await page.inputValue('#f-column_A'), 'number');
    assert.equal(await page.inputValue('#f-column_B'), 'name');
    assert.match(await page.locator('section[aria-labelledby=preview]').innerText(), /2040001999902/);
    await page.selectOption('#f-column_C', '');
    await page.locator('button[formmethod=get]').click();
    await page.waitForURL(/column_C/);
    assert.equal(await page.inputValue('#f-column_C'), '');
    await page.selectOption('#f-column_C', 'kana');
    await screenshot(page, `import-mapping-${name}`);

    await page.locator('button[name=dry_run][value=true]').click();
    const dry = await counts(page);
    assert.equal(dry[0], 3);
    assert.equal(dry[4], 1, 'the wrong check digit is refused');
    await screenshot(page, `import-dry-${name}`);
    const found = await (await fetch(`${house.address}/suppliers?text=${encodeURIComponent(`格付検証有限会社${name}`)}`)).text();
    assert.ok(!found.includes(rows[3][1]), 'a dry run writes nothing');

    await page.locator('button[name=dry_run][value=false]').click();
    const result = await counts(page);
    assert.deepEqual(result, dry);
    await screenshot(page, `import-result-${name}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[href$="problems.xlsx"]').first().click(),
    ]);
    assert.ok(statSync(await download.path()).size > 1000);

    await uploadList(page, file);
    await page.locator('button[name=dry_run][value=false]').click();
    const again = await counts(page);
    assert.deepEqual(again, [3, 0, 0, 2, 1, 0], 'the same file twice changes nothing');

    await page.goto(`/suppliers?text=${encodeURIComponent('格付検証')}`);
    assert.ok((await page.locator('main').innerText()).includes(rows[3][1]));
    // An aborted request is how a browser reports a download.
    assert.deepEqual(complaints.filter((text) => !text.includes('ERR_ABORTED')), []);
    await context.close();
  }

  test('with JavaScript', () => goThrough({ javaScript: true, name: 'with' }));
  test('without JavaScript', () => goThrough({ javaScript: false, name: 'without' }));

  test('a doubtful date is asked, and read as answered', async () => {
    const { page, context, complaints } = await openPage(browser, house, { javaScript: false });
    const file = writeCsv(house.folder, 'dates.csv', [
      ['法人番号', '事業者名', '種類', '登録番号', '有効開始日'],
      ['2040001999902', '国税商事株式会社', 'プライバシーマーク', '10829901', '8.4.1'],
      ['2040001999902', '国税商事株式会社', 'プライバシーマーク', '10829902', '2026-04-02'],
    ]);
    await uploadList(page, file, 'attestations');
    const dates = page.locator('#dates');
    assert.match(await dates.innerText(), /令和8年4月1日[^]*2008年4月1日|2008年4月1日[^]*令和8年4月1日/);
    await screenshot(page, 'import-dates');
    await page.locator('#f-create_missing').check();
    await page.locator('button[name=dry_run][value=false]').click();
    assert.deepEqual((await counts(page)).slice(4), [1, 0], 'nothing is guessed');

    await page.locator('a[href$="#dates"]').click();
    await page.getByRole('radio', { name: /^令和/ }).check();
    await dates.locator('button[formmethod=get]').click();
    await page.waitForURL(/date_year_E=reiwa/);
    assert.match(await page.locator('section[aria-labelledby=preview]').innerText(), /令和8年4月1日/);
    await page.locator('#f-create_missing').check();
    await page.locator('button[name=dry_run][value=false]').click();
    assert.deepEqual(await counts(page), [2, 1, 0, 1, 0, 0]);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a file that is no table is refused in plain words', async () => {
    const { page, context } = await openPage(browser, house, { language: 'en' });
    const file = writeCsv(house.folder, 'not-a-table.xlsx', [['this is no workbook']]);
    await page.goto('/imports');
    await page.selectOption('#f-kind', 'suppliers');
    await page.setInputFiles('#f-file', file);
    await page.locator('form[enctype="multipart/form-data"] button[type=submit]').click();
    await page.waitForLoadState('load');
    const text = await page.locator('main').innerText();
    assert.ok(text.length > 20);
    assert.doesNotMatch(text, /refusal-|problem-|error-/);
    await context.close();
  });
});
