// Files as wards have them, made for the tests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The names and numbers are those of the tax agency's own fictitious companies.
export const suppliers = [
  ['法人番号', '商号又は名称', 'フリガナ', '所在地'],
  ['２０４０００１９９９９０２', '国税商事　株式会社', 'コクゼイショウジ', '千葉県千葉市美浜区'],
  ['1234567890123', '検査数字の合わない会社', 'マチガイ', '東京都'],
  ['', '格付検証 有限会社', 'カクヅケケンショウ', '東京都新宿区'],
];

export function writeCsv(folder, name, rows) {
  const path = join(folder, name);
  const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  writeFileSync(path, `\uFEFF${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`);
  return path;
}

// As a person hands in a list; ends on the page of that import.
export async function uploadList(page, file, kind = 'suppliers') {
  await page.goto('/imports');
  await page.selectOption('#f-kind', kind);
  await page.setInputFiles('#f-file', file);
  await page.locator('form[enctype="multipart/form-data"] button[type=submit]').click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
}
