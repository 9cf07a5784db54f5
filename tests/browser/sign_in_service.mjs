// Another service to sign in with: the certified `oidc-provider`, with its own pages for signing in and consenting.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const people = {
  hanako: { name: '連携 花子', email: 'hanako@partner.example.jp' },
  stranger: { name: '見知らぬ人', email: 'stranger@partner.example.jp' },
  prime: { name: '事業者 代表', email: 'prime@company.example.jp', account_type: '2' },
  entry: { name: '事業者 仮', email: 'entry@company.example.jp', account_type: '1' },
};

// Starts the service for the register at `address`; `number` is the corporate number of its companies.
export async function openService(address, number) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'kakuzuke',
      client_secret: 'a secret of the tests, long enough',
      redirect_uris: [`${address}/sign-in/with/partner/callback`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'account_type', 'corporate_number'],
    },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email_verified: true, corporate_number: number, ...people[id] }),
    }),
  });
  const wrong = [];
  provider.on('server_error', (_, error) => wrong.push(error));
  server.on('request', provider.callback());
  const toml = [
    '[[provider]]', 'id = "partner"', 'title_ja = "連携サービス"', 'title_en = "Partner"', `issuer = "${issuer}"`,
    'client_id = "kakuzuke"', 'client_secret = "a secret of the tests, long enough"', 'scopes = ["email", "profile"]',
    'private_network = true', '[provider.business]', '',
  ].join('\n');
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { issuer, toml, wrong, close };
}

// Signs in on the service's own pages, and consents where it asks.
export async function signInThere(page, login) {
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', 'anything');
  await page.click('button[type=submit]');
  const consent = page.locator('form button', { hasText: /continue/i });
  await consent.or(page.locator('#main')).first().waitFor();
  if (await consent.count()) await consent.click();
  await page.locator('#main').waitFor();
}
