// Every sample of every page, rendered by the program's own tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export function renderSamples() {
  const folder = mkdtempSync(join(tmpdir(), 'kakuzuke-samples-'));
  const { status, stderr } = spawnSync('cargo', ['test', '-q', '--locked', '--workspace', '--lib', 'every_sample_renders'], {
    cwd: root,
    env: { ...process.env, KAKUZUKE_SAMPLES: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the samples were not rendered:\n${stderr}`);
  const files = readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

  // Map of page → its states, in the order of `Page::samples`.
  const of = (language) => {
    const pages = new Map();
    for (const file of files) {
      const [, name, spoken] = file.match(/^(.+)\.\d+\.(\w+)\.html$/);
      if (spoken !== language) continue;
      pages.set(name, [...(pages.get(name) ?? []), readFileSync(join(folder, file), 'utf8')]);
    }
    return pages;
  };
  return { of, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
