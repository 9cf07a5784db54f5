// Finds one address of every kind of page by following the links of the pages themselves.
const kinds = [
  [/\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\/|$)/g, '/{id}'],
  [/\/[0-9a-f]{64}(?=\/|$)/g, '/{sha}'],
  [/^\/assets\/.*/, '/assets/{file}'],
  [/\/\d+(?=\/|$)/g, '/{n}'],
  [/^\/clauses\/(?!(?:sets|variants|export)(?:\/|$))[a-z_]+/g, '/clauses/{code}'],
  [/^\/waiting\/[a-z_]+/g, '/waiting/{work}'],
];

export const kindOf = (path) => kinds.reduce((text, [pattern, word]) => text.replaceAll(new RegExp(pattern, 'g'), word), path);

const links = (html) => [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));

// Map of kind of page → address, for the HTML pages; downloads are answered too, and must not fail.
export async function crawl({ address, session }, language) {
  const pages = new Map();
  const seen = new Set();
  const waiting = [new URL('/', address)];
  const broken = [];
  while (waiting.length > 0) {
    const url = waiting.shift();
    const kind = kindOf(url.pathname) + (url.search ? `?${[...url.searchParams.keys()].sort().join('&')}` : '');
    if (seen.has(kind)) continue;
    seen.add(kind);
    const answer = await fetch(url, { headers: { cookie: `lang=${language}; __Host-session=${session}`, accept: 'text/html' } });
    const body = await answer.text();
    if (answer.status !== 200) { broken.push(`${answer.status} ${url.pathname}${url.search}`); continue; }
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    pages.set(kind, url.pathname + url.search);
    for (const href of links(body)) {
      const next = new URL(href, url);
      next.hash = '';
      next.searchParams.delete('lang');
      if (next.origin === new URL(address).origin) waiting.push(next);
    }
  }
  return { pages, broken };
}
