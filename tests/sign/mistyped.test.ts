import { expect, it } from 'vitest';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { attemptOf, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { t } = translatorOf('en');
const { app, mails, queued, time } = await startSign();
const LINKS = '/api/campaigns/free-them/links';
const question = t('sign.email.meant', { address: 'ada@gmail.com' });
const asTypedIn = (html: string) => /name="asTyped" value="([^"]*)"/.exec(html)?.[1];

it.each([
  ['signs', SIGN, attemptOf('ada@gmial.com')],
  ['asks for a link', LINKS, { email: 'ada@gmial.com' }],
])(
  'asks a person who %s once whether another address was meant, and then takes what they typed',
  async (_what, path, fields) => {
    const first = await postForm(app, path, fields);
    const html = await first.text();
    expect(first.status).toBe(400);
    expect(html).toContain(question);
    expect(html).toContain('value="ada@gmial.com"');
    expect(await mails()).toEqual([]);
    const asTyped = asTypedIn(html) ?? '';
    expect((await postForm(app, path, { ...fields, asTyped })).status).toBe(303);
    expect((await queued())[0]?.to).toBe('ada@gmial.com');
    // Another slip is another question.
    expect((await postForm(app, path, { ...fields, email: 'ada@gmail.con', asTyped })).status).toBe(400);
  },
);

it('asks beside the error about an address that cannot be one as it is', async () => {
  const html = await (await postForm(app, SIGN, attemptOf('ada@gmail,com'))).text();
  expect(html).toContain(question);
  expect(html).toContain(t('field.email.malformed'));
});

it('does not ask twice if the question stood beside another error', async () => {
  const html = await (await postForm(app, SIGN, { ...attemptOf('once@gmial.com'), country: '' })).text();
  const asTyped = asTypedIn(html) ?? '';
  expect((await postForm(app, SIGN, { ...attemptOf('once@gmial.com'), asTyped })).status).toBe(303);
  await mails();
});

it('asks no program', async () => {
  expect((await postJson(app, SIGN, attemptOf('program@gmial.com'))).status).toBe(202);
  expect((await postJson(app, LINKS, { email: 'program@gmial.com' })).status).toBe(202);
  await mails();
});

it('shows after a form the address that was typed, for some minutes, and to nobody who changes that page’s address', async () => {
  const place = async (path: string, email: string) =>
    (await postForm(app, path, attemptOf(email))).headers.get('location') ?? '';
  for (const path of [SIGN, LINKS]) {
    const email = `shown-${path.length}@example.org`;
    const shown = await place(path, email);
    expect(decodeURIComponent(shown)).not.toContain('example.org');
    expect(await (await open(app, shown)).text()).toContain(`<bdi>${email}</bdi>`);
    const changed = await open(
      app,
      shown.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    );
    expect([changed.status, (await changed.text()).includes(email)]).toEqual([200, false]);
    time.now += 16 * MINUTE;
    expect(await (await open(app, shown)).text()).not.toContain(email);
  }
  const { confirmToken } = (await mails()).find(({ kind }) => kind === 'confirmation') as { confirmToken: string };
  // A token of another kind is none here, whoever it is from.
  expect((await open(app, `/campaigns/free-them/sent?to=${confirmToken}`)).status).toBe(200);
});
