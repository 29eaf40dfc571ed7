import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { attemptOf, campaign, postForm, postJson, startSign } from '../support/sign.ts';

const service = await startSign({ limits: 'off' });
const { app, db, mail } = service;

/** As long as any address of a group should be. */
const publicUrl = `https://petitions.${'g'.repeat(50)}.example.org`;
const slug = (keys: number) => `${'s'.repeat(63)}${keys}`;
for (const keys of [1, 2, 3]) {
  const recipients = await Promise.all(
    Array.from({ length: keys }, async () => identityToRecipient(await generateIdentity())),
  );
  await putCampaign(db.Campaigns, campaign({ slug: slug(keys), recipients, sources: ['x'.repeat(20)] }));
}

const LONG = { locale: 'abc-12345678-12345678-12345678', source: 'x'.repeat(20), updates: true };
const names: Readonly<Record<string, string>> = {
  short: 'Li',
  'of 100 Chinese characters': Array.from({ length: 100 }, (_, i) => String.fromCodePoint(0x4e00 + i * 97)).join(''),
  'of 100 emoji': '😀'.repeat(100),
  'of 100 quotes': '"'.repeat(100),
  'of Arabic letters': 'م'.repeat(100),
};
const domain = `${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}`;
const addresses: Readonly<Record<string, string>> = {
  short: 'a@b.io',
  longest: `${'a'.repeat(64)}@${domain}.org`,
  'longest, quoted': `"${'\\"'.repeat(31)}"@${domain}.org`,
};
const comments: Readonly<Record<string, string>> = {
  'English words': 'They are my colleagues, and they are in prison for words. '.repeat(8),
  'Chinese characters': '漢字'.repeat(250),
  emoji: '😀🕊️'.repeat(160),
  Arabic: 'لأنهم أصدقائي وزملائي في العمل وهم في السجن بسبب كلماتهم '.repeat(8).slice(0, 500),
  quotes: '"\n'.repeat(249),
};

/** The length of the longer link of the e-mail that was put into the queue last. */
async function linkLength(): Promise<number> {
  const { text } = await contentOf(await mail(), { publicUrl });
  return Math.max(...text.split('\n').map((line) => line.length));
}

describe.each([1, 2, 3])('a link of a campaign with %d keys has at most 2,000 characters', (keys) => {
  const path = `/api/campaigns/${slug(keys)}/signatures`;

  it.each(Object.keys(names).flatMap((name) => Object.keys(addresses).map((address) => [name, address] as const)))(
    'for a name %s and an address that is %s, shown or not',
    async (name, address) => {
      for (const publicName of ['', 'on']) {
        const fields = { ...attemptOf(addresses[address]!), ...LONG, name: names[name]!, publicName, updates: 'on' };
        expect((await postForm(app, path, fields)).status).toBe(303);
        expect(await linkLength()).toBeLessThanOrEqual(2_000);
      }
    },
  );

  it.each(Object.keys(comments))('for a reason in %s that a program sends, shown or not', async (comment) => {
    for (const publicName of [false, true]) {
      const fields = attemptOf('leyla.mammadova@example.org', { ...LONG, comment: comments[comment], publicName });
      expect((await postJson(app, path, fields)).status).toBe(202);
      expect(await linkLength()).toBeLessThanOrEqual(2_000);
    }
  });

  it('or a program that sends too much is told so, and sends the reason later', async () => {
    const comment = Array.from({ length: 500 }, () =>
      String.fromCodePoint(0x4e00 + (randomBytes(2).readUInt16BE() % 20_000)),
    ).join('');
    const answer = await postJson(app, path, attemptOf('chaos@example.org', { comment }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ field: 'comment', message: translatorOf('en').fault('comment', 'no-room') }],
    });
    expect((await postJson(app, path, attemptOf('chaos@example.org'))).status).toBe(202);
    const { confirmToken: token } = await mail();
    expect((await postJson(app, '/api/confirmations', { token, comment })).status).toBe(201);
  });
});
