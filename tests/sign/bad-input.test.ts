import { describe, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { attemptOf, campaign, NOW, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, identityIn, mail, time, mails } = await startSign();
await putCampaign(db.Campaigns, { ...campaign({ slug: 'paused' }), pausedAt: '2096-02-01T00:00:00.000Z' });

/** A problem as a program and as a person get it. */
async function expectProblem(response: Response, status: number, kind: string) {
  const body = await response.text();
  expect([response.status, body.slice(0, 300)]).toEqual([status, expect.anything()]);
  expect(body).not.toMatch(/node_modules|\bat .+:\d+:\d+|Exception|amazonaws|sdk/i);
  expect(response.headers.get('cache-control')).toBe('no-store');
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).toContain('<h1>');
  } else {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: `urn:amparo:problem:${kind}`, status });
  }
}

const wrong = { name: ' \u200b ', email: 'nobody', country: 'XX' };

it('names every wrong or missing field, for a program', async () => {
  const errorsOf = async (body: object) => {
    const response = await postJson(app, SIGN, body);
    expect(response.status).toBe(400);
    return ((await response.json()) as { errors: { field: string; message: string }[] }).errors;
  };
  expect((await errorsOf({})).map(({ field }) => field)).toEqual(['name', 'email', 'country']);
  expect(await errorsOf(wrong)).toEqual([
    { field: 'name', message: 'Tell us your name' },
    { field: 'email', message: 'An e-mail address looks like name@example.org. Please check this one' },
    { field: 'country', message: 'Choose a country from the list' },
  ]);
  expect(
    await errorsOf(
      attemptOf('a@example.org', {
        name: 'example.com',
        publicName: `x${'\u0336'.repeat(5)}`,
        comment: 'hxxps://x.y',
      }),
    ),
  ).toEqual([
    { field: 'name', message: expect.stringMatching(/^A name may not have a web/) },
    {
      field: 'publicName',
      message: 'One letter of the name to show has too many accents or signs. Please type it again',
    },
    { field: 'comment', message: expect.stringMatching(/^Your reason may not have the address/) },
  ]);
  expect(
    await errorsOf({ name: ['a'], email: { a: 1 }, country: 7, comment: 5, locale: [], updates: {}, source: 1 }),
  ).toHaveLength(7);
});

it('gives a person the form again with everything that was typed, and each error beside its field', async () => {
  const typed = { name: 'Ada <b>', email: 'nobody', country: 'AZ', comment: '"Because" & more', source: 'newsletter' };
  const response = await postForm(app, SIGN, { ...typed, updates: 'on' });
  expect(response.status).toBe(400);
  const page = await response.text();
  for (const kept of ['value="Ada &lt;b&gt;"', 'value="nobody"', '&quot;Because&quot; &amp; more']) {
    expect(page).toContain(kept);
  }
  expect(page).toMatch(/<option value=AZ selected/);
  expect(page).toMatch(/name="updates" checked/);
  expect(page).toContain('name="source" value="newsletter"');
  expect(page).toContain('href="#field-email"');
  expect(page).toMatch(/id="field-email-error">An e-mail address looks like/);
  expect(page).toContain('aria-invalid="true"');
  expect(await mails()).toEqual([]);
});

describe('refuses', () => {
  it.each([
    ['a name of 10 kB', { name: 'x'.repeat(10_000) }],
    ['a name without a visible character', { name: '\u2800\u200d\u3164' }],
    ['a public name without one', { publicName: '\u200b' }],
    ['control characters', { name: 'Ada\u0000' }],
    ['a line break in a name', { name: 'Ada\nBcc: all' }],
    ['text that turns its direction', { name: 'Ada \u202e Lovelace' }],
    ['half a character', { name: 'Ada \ud800' }],
    ['a comment with half a character', { comment: '\udfff' }],
    ['a comment of 501 characters', { comment: 'x'.repeat(501) }],
    ['an address of 10 kB', { email: `${'x'.repeat(10_000)}@example.org` }],
    ['half a character in an address', { email: 'ada@\ud800.org' }],
    ['two addresses in one', { email: 'a@example.org,b@example.org' }],
    ['an address with the query of a link', { email: 'a@example.org?subject=x' }],
    ['an address with the path of a link', { email: 'a@example.org/x' }],
    ['an address with a list between quotes', { email: '"b@example.com,a"@example.org' }],
    ['an address with a header in it', { email: 'a@example.org\r\nBcc: b@example.org' }],
    ['a country that there is not', { country: 'ZZ' }],
    ['a language that is none', { locale: '../../etc/passwd' }],
  ])('%s', async (_what, fields) => {
    await expectProblem(await postJson(app, SIGN, attemptOf('a@example.org', fields)), 400, 'invalid-form');
  });
});

describe('takes', () => {
  it.each([
    ['emoji', { name: '👩‍🚀 Ada 🕊️' }],
    ['names from right to left', { name: 'نرگس محمدی' }],
    ['marks that scripts need', { name: 'שִׁמְעוֹן มัณฑนา' }],
    ['initials and a full stop without a blank', { name: 'Dr.med. J.R.R. Ada', comment: 'One.\nTwo.' }],
    ['joiners that scripts need', { name: 'می\u200cخواهم' }],
    ['one character', { name: '李' }],
    ['a quoted address', { email: '"ada..love"@example.org' }],
    ['an address that was pasted with marks of direction', { email: '\u2068ada@example.org\u2069' }],
    ['an internationalised domain', { email: 'ada@bücher.example' }],
    ['a comment of several lines', { comment: 'One.\r\nTwo.' }],
    ['a source that nobody named, and fields that nobody asked for', { source: 'x'.repeat(300), extra: [1] }],
  ])('%s', async (_what, fields) => {
    const response = await postJson(app, SIGN, attemptOf(`takes-${Math.random()}@example.org`, fields));
    expect([response.status, await response.json()]).toEqual([202, { status: 'confirmation-sent' }]);
    expect(await identityIn(await mail())).toMatchObject({
      name: 'Ada Lovelace',
      ...('name' in fields && fields),
      ...('comment' in fields && { comment: 'One.\nTwo.' }),
    });
  });
});

it('reads a field that a form sends twice as one', async () => {
  const twice = `${new URLSearchParams(attemptOf('twice@example.org'))}&name=Second&email=twice2@example.org`;
  const response = await app.request(SIGN, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: twice,
  });
  expect(response.status).toBe(303);
  expect(await identityIn(await mail())).toMatchObject({ name: 'Second', email: 'twice2@example.org' });
});

describe('answers invalid JSON with 400', () => {
  it.each(['', '{', 'null', '[]', '"text"', '7', '{"name":"Ada"', '['.repeat(16_000)])('%j', async (body) => {
    await expectProblem(await postJson(app, SIGN, body), 400, 'invalid-json');
  });

  it('in bytes that are not UTF-8', async () => {
    const body = new Uint8Array([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    const headers = { 'content-type': 'application/json' };
    await expectProblem(await app.request(SIGN, { method: 'POST', headers, body }), 400, 'invalid-json');
  });

  it('that reaches for the prototype', async () => {
    const body = '{"__proto__":{"name":"Eve","email":"eve@example.org","country":"AZ","token":"x"},"constructor":1}';
    await expectProblem(await postJson(app, SIGN, body), 400, 'invalid-form');
    await expectProblem(await postJson(app, '/api/confirmations', body), 400, 'token-missing');
    expect(({} as { name?: string }).name).toBeUndefined();
  });
});

describe('answers an error with its status, a program in JSON and a person with a page', () => {
  const slugs = ['unknown', 'a', '%00', '..', 'A', 'free-them%2F', '%E0%A4%A', 'x'.repeat(3_000), '%F0%9F%95%8A'];
  it.each(slugs)('404: /api/campaigns/%s/signatures', async (slug) => {
    const path = `/api/campaigns/${slug}/signatures`;
    const asked = await postJson(app, path, attemptOf('a@example.org'));
    expect(asked.status).toBe(404);
    expect((await asked.json()) as object).toHaveProperty('detail');
    expect((await postForm(app, path, attemptOf('a@example.org'))).status).toBe(404);
    expect((await open(app, `/campaigns/${slug}/sent`)).status).toBe(404);
  });

  it.each([
    ['upcoming', 409, 'campaign-not-open'],
    ['closed', 410, 'campaign-closed'],
    ['paused', 409, 'campaign-paused'],
    ['keyless', 409, 'campaign-without-recipient'],
    ['unknown', 404, 'campaign-unknown'],
  ])('a campaign that is %s: %i', async (slug, status, kind) => {
    const path = `/api/campaigns/${slug}/signatures`;
    await expectProblem(await postJson(app, path, attemptOf('a@example.org')), status, kind);
    await expectProblem(await postForm(app, path, attemptOf('a@example.org')), status, kind);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/xml', undefined])('415: %s', async (type) => {
    for (const path of [SIGN, '/api/confirmations', '/api/withdrawals', '/confirm', '/withdraw']) {
      const request = {
        method: 'POST',
        body: new TextEncoder().encode('x'),
        ...(type && { headers: { 'content-type': type } }),
      };
      await expectProblem(await app.request(path, request), 415, 'unsupported-content-type');
    }
  });

  it('413: a body over 16 kB', async () => {
    const fields = attemptOf('a@example.org', { comment: 'x'.repeat(17_000) });
    await expectProblem(await postJson(app, SIGN, fields), 413, 'body-too-large');
    await expectProblem(await postForm(app, SIGN, fields), 413, 'body-too-large');
  });

  it.each([
    [SIGN, 'GET', 'POST'],
    [SIGN, 'DELETE', 'POST'],
    ['/campaigns/free-them/sent', 'POST', 'GET, HEAD'],
    ['/api/confirmations', 'GET', 'POST'],
    ['/api/withdrawals', 'PUT', 'POST'],
    ['/confirm', 'PATCH', 'GET, HEAD, POST'],
    ['/withdraw', 'OPTIONS', 'GET, HEAD, POST'],
  ])('405: %s %s', async (path, method, allow) => {
    for (const accept of ['application/json', 'text/html']) {
      const response = await app.request(path, { method, headers: { accept } });
      expect(response.headers.get('allow')).toBe(allow);
      await expectProblem(response, 405, 'method-not-allowed');
    }
  });

  it('405 as a page for a person who opens again the address that a form with errors was shown at', async () => {
    const response = await app.request(SIGN, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('href="/"');
  });
});

describe('a link that is', () => {
  const tokens = async () => {
    await postJson(app, SIGN, attemptOf(`link-${Math.random()}@example.org`));
    return mail();
  };
  const expectRefused = async (action: 'confirm' | 'withdraw', token: string, status: number, kind: string) => {
    const api = action === 'confirm' ? '/api/confirmations' : '/api/withdrawals';
    await expectProblem(await postJson(app, api, { token }), status, kind);
    await expectProblem(await postForm(app, `/${action}`, { token }), status, kind);
    const page = await open(app, `/${action}?token=${encodeURIComponent(token)}`);
    await expectProblem(page.clone(), status, kind);
    expect(await page.text()).not.toContain('<button');
  };

  it('missing, cut, forged, or meant for the other purpose: 400', async () => {
    const { confirmToken, withdrawToken } = await tokens();
    await expectRefused('confirm', '', 400, 'token-missing');
    await expectRefused('withdraw', '', 400, 'token-missing');
    for (const bad of [confirmToken.slice(0, -5), confirmToken.slice(5), 'a.b.c.d.e', '\u0000', 'x'.repeat(4_000)]) {
      await expectRefused('confirm', bad, 400, 'token-malformed');
      await expectRefused('withdraw', bad, 400, 'token-malformed');
    }
    await expectRefused('confirm', withdrawToken, 400, 'token-malformed');
    await expectRefused('withdraw', confirmToken, 400, 'token-malformed');
    for (const junk of ['/confirm', '/confirm?token=%E0%A4%A', '/withdraw?token[]=x', '/confirm?token=%00']) {
      expect((await open(app, junk)).status).toBe(400);
    }
    await expectProblem(await postJson(app, '/api/confirmations', { token: ['x'] }), 400, 'token-missing');
  });

  it('expired: 400; from before its campaign closed: 410', async () => {
    const { confirmToken } = await tokens();
    time.now = NOW + 7 * 86_400_000;
    await expectRefused('confirm', confirmToken, 400, 'token-expired');
    expect(await (await open(app, `/confirm?token=${confirmToken}`)).text()).toContain('href="/campaigns/free-them"');
    time.now = Date.parse('2096-05-31T23:00:00Z');
    const late = await tokens();
    time.now = Date.parse('2096-06-02T00:00:00Z');
    await expectRefused('confirm', late.confirmToken, 410, 'campaign-closed');
    expect((await open(app, `/withdraw?token=${late.withdrawToken}`)).status).toBe(200);
    time.now = NOW;
  });
});

it('confirms and withdraws by links from before a campaign was paused', async () => {
  await putCampaign(db.Campaigns, campaign({ slug: 'soon-paused' }));
  const path = '/api/campaigns/soon-paused/signatures';
  expect((await postJson(app, path, attemptOf('paused@example.org'))).status).toBe(202);
  const { confirmToken, withdrawToken } = await mail();
  await putCampaign(db.Campaigns, { ...campaign({ slug: 'soon-paused' }), pausedAt: '2096-03-01T12:30:00.000Z' });
  await expectProblem(await postJson(app, path, attemptOf('late@example.org')), 409, 'campaign-paused');
  expect((await postJson(app, '/api/confirmations', { token: confirmToken })).status).toBe(201);
  expect((await postJson(app, '/api/withdrawals', { token: withdrawToken })).status).toBe(200);
});
