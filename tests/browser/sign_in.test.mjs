// Signing in as people do: by passkey, by an authenticator app, through another service; and what they see of it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { freePort, openBrowser, openHouse, openPage, screenshot } from './house.mjs';
import { openService, signInThere } from './sign_in_service.mjs';

const base32 = (text) => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replaceAll(' ', '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
};

// RFC 6238, written again here: the tests must not ask the program what is right.
const code = (secret, step) => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

const now = () => Math.floor(Date.now() / 30_000);

describe('signing in', () => {
  let house;
  let service;
  let browser;
  before(async () => {
    const port = await freePort();
    const address = `http://localhost:${port}`;
    service = await openService(address, '2040001999902');
    house = await openHouse({ port, more: (folder) => {
      const file = join(folder, 'services.toml');
      writeFileSync(file, service.toml);
      return ['--oidc', file];
    } });
    house.address = address;
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await house?.close();
    await service?.close();
  });

  async function visitor(options) {
    const opened = await openPage(browser, house, { ...options, session: null });
    return { ...opened, close: () => opened.context.close() };
  }

  async function asDemoPerson(page, place = 0) {
    await page.goto('/sign-in');
    await page.locator('form[action="/demo/sessions"] button').nth(place).click();
    await page.goto('/account/security');
  }

  async function signOut(page) {
    await page.context().clearCookies({ name: '__Host-session' });
    await page.goto('/sign-in');
  }

  async function look(page, name) {
    await screenshot(page, name);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`), []);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${content} px of content in a window of ${window} px`);
  }

  async function authenticator(page) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true,
      },
    });
    const verified = (yes) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: yes });
    const credentials = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    return { verified, credentials };
  }

  // The virtual authenticator answers at once what a person would first choose from the browser's suggestions.
  const withoutSuggestions = (page) => page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });

  for (const language of ['ja', 'en']) {
    for (const size of ['wide', 'narrow']) {
      test(`the pages are accessible (${language}, ${size})`, async () => {
        const { page, close } = await visitor({ language, size });
        await page.goto('/sign-in');
        await look(page, `sign-in-${language}-${size}`);
        await page.goto('/password-resets');
        await look(page, `reset-${language}-${size}`);
        await page.goto(`/password-resets/${'00'.repeat(32)}`);
        await look(page, `reset-over-${language}-${size}`);
        await asDemoPerson(page, 1);
        await look(page, `security-${language}-${size}`);
        await page.click('form[action="/account/security/totp"] button');
        await look(page, `totp-${language}-${size}`);
        await close();
      });
    }
  }

  test('a passkey signs in without a user name', async () => {
    const { page, close, complaints } = await visitor({ language: 'en' });
    const key = await authenticator(page);
    await withoutSuggestions(page);
    await asDemoPerson(page, 2);
    await page.fill('form[data-passkey=create] input[name=name]', 'Test laptop');
    await page.click('form[data-passkey=create] button');
    await page.getByText('Test laptop', { exact: true }).waitFor();
    assert.equal((await key.credentials()).length, 1);
    assert.equal((await key.credentials())[0].isResidentCredential, true);
    await signOut(page);
    await page.click('form[data-conditional] button');
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto('/account/security');
    await page.getByText('passkey · succeeded').first().waitFor();
    await look(page, 'security-with-passkey');

    await signOut(page);
    await key.verified(false);
    await page.click('form[data-conditional] button');
    await page.locator('form[data-conditional] [data-passkey-failed]').waitFor();
    assert.equal(new URL(page.url()).pathname, '/sign-in', 'without the person there is no passkey');
    await key.verified(true);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('a passkey is suggested where the address is typed', async () => {
    const { page, close } = await visitor({ language: 'en' });
    await authenticator(page);
    await asDemoPerson(page, 6);
    await page.fill('form[data-passkey=create] input[name=name]', 'Suggested');
    await page.click('form[data-passkey=create] button');
    await page.getByText('Suggested', { exact: true }).waitFor();
    await signOut(page);
    await page.waitForURL((url) => url.pathname === '/');
    await close();
  });

  test('an answer is good once', async () => {
    const { page, close } = await visitor({ language: 'en' });
    await authenticator(page);
    await withoutSuggestions(page);
    await asDemoPerson(page, 3);
    await page.fill('form[data-passkey=create] input[name=name]', 'Once');
    await page.click('form[data-passkey=create] button');
    await page.getByText('Once', { exact: true }).waitFor();
    await signOut(page);
    const caught = new Promise((resolve) => {
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/sign-in/passkeys')) resolve(request.postData());
      });
    });
    await page.click('form[data-conditional] button');
    await page.waitForURL((url) => url.pathname === '/');
    const body = await caught;
    await page.context().clearCookies({ name: '__Host-session' });
    const again = await page.request.post('/sign-in/passkeys', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.address }, data: body, maxRedirects: 0,
    });
    assert.equal(again.status(), 422);
    await close();
  });

  test('an authenticator app: set up, proven, replayed, recovered', async () => {
    const { page, close } = await visitor({ language: 'en' });
    await asDemoPerson(page, 4);
    await page.fill('#f-new_password', 'correct horse battery staple');
    await page.click('form[action="/account/security/password"] button');
    await page.locator('#f-present_password').waitFor();
    await page.click('form[action="/account/security/totp"] button');
    const secret = await page.locator('main code').innerText();
    await page.fill('#f-code', '000000');
    await page.click('form[action="/account/security/totp/confirmations"] button');
    await page.locator('#errors').waitFor();
    const second = await page.locator('main code').innerText();
    assert.notEqual(second, secret, 'a wrong code ends the offer');
    const first = now();
    await page.fill('#f-code', code(second, first));
    await page.click('form[action="/account/security/totp/confirmations"] button');
    await page.locator('.codes').waitFor();
    await look(page, 'recovery-codes');
    const codes = await page.locator('.codes code').allInnerTexts();
    assert.equal(codes.length, 10);

    await page.goto('/sign-in/second-step?next=/account/security');
    await look(page, 'second-step');
    await page.fill('#f-code', code(second, first));
    await page.click('form:has(#f-code) button');
    await page.locator('#errors').waitFor();
    await page.fill('#f-code', code(second, first + 1));
    await page.click('form:has(#f-code) button');
    await page.waitForURL((url) => url.pathname === '/account/security');
    await page.getByText('authenticator app · failed').waitFor();

    for (const works of [true, false]) {
      await page.goto('/sign-in/second-step?next=/account/security');
      await page.fill('#f-recovery_code', codes[0].toUpperCase());
      await page.click('form:has(#f-recovery_code) button');
      if (works) await page.waitForURL((url) => url.pathname === '/account/security');
      else await page.locator('#errors').waitFor();
    }
    await page.goto('/account/security');
    await page.getByText('Recovery codes left: 9').waitFor();
    await close();
  });

  test('another service: linked, used, unlinked', async () => {
    const { page, close } = await visitor({ language: 'en' });
    await asDemoPerson(page, 5);
    await page.click('a[href="/account/security/identities/with/partner"]');
    await signInThere(page, 'hanako');
    await page.locator('form[action="/account/security/identities/removals"]').waitFor();
    await look(page, 'security-linked');
    const name = await page.evaluate(() => document.body.innerText);
    await signOut(page);
    await page.click('a[href^="/sign-in/with/partner"]');
    await page.waitForURL((url) => url.origin === house.address && !url.pathname.startsWith('/sign-in/with'));
    await page.goto('/account/security');
    assert.equal(await page.evaluate(() => document.body.innerText.includes('Partner')), name.includes('Partner'));
    assert.deepEqual(service.wrong, []);
    await close();
  });

  test('whoever the register does not know is not let in', async () => {
    for (const [login, admitted] of [['stranger', false], ['entry', false], ['prime', true]]) {
      const { page, close } = await visitor({ language: 'en' });
      await page.goto('/sign-in');
      await page.click('a[href^="/sign-in/with/partner"]');
      await signInThere(page, login);
      const refused = page.locator('#errors');
      if (admitted) {
        await page.waitForURL((url) => url.pathname === '/');
        assert.equal(await refused.count(), 0, `${login} acts for a registered company`);
      } else {
        await refused.waitFor();
        assert.match(await refused.innerText(), /no account here/);
      }
      await close();
    }
  });

  test('the way back of one browser is worth nothing in another', async () => {
    const { page, context, close } = await visitor({ language: 'en' });
    let back;
    page.on('request', (request) => {
      if (request.url().includes('/sign-in/with/partner/callback')) back = request.url();
    });
    await page.goto('/sign-in');
    await page.click('a[href^="/sign-in/with/partner"]');
    await page.locator('input[name=login]').waitFor();
    await context.clearCookies({ name: '__Host-ceremony' });
    await signInThere(page, 'prime');
    await page.locator('#errors').waitFor();
    const other = await visitor({ language: 'en' });
    await other.page.goto('/sign-in');
    await other.page.click('a[href^="/sign-in/with/partner"]');
    await other.page.locator('input[name=login]').waitFor();
    await other.page.goto(back);
    await other.page.locator('#errors').waitFor();
    const cookies = await other.context.cookies(house.address);
    assert.ok(!cookies.some(({ name }) => name === '__Host-session'));
    await other.close();
    await close();
  });
});
