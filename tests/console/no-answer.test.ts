import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientOf } from '../support/client.ts';
import { startConsole } from '../support/console.ts';
import { browserOf, fieldOf, headingOf } from '../support/console-browser.ts';

type Console = Awaited<ReturnType<typeof startConsole>>;

/** Lets no command to a table through while `isDown`: each waits, or fails as the SDK does. */
const outage = async (how: 'silent' | 'refusing' | 'broken') => {
  const state = { isDown: false };
  const console_ = await startConsole();
  const { campaigns, organisers } = console_.deps;
  for (const db of [campaigns, organisers]) {
    const { client } = db;
    Object.assign(db, {
      client: clientOf((command) => {
        if (!state.isDown) return client.send(command as never);
        if (how === 'silent') return new Promise(() => undefined);
        throw how === 'refusing' ? Object.assign(new Error('away'), { $metadata: {} }) : new RangeError('a slip');
      }),
    });
  }
  return { console_, state };
};

/** What a request is answered with that waits until its time is up. @param from when the clock begins to run. */
async function late<Answer>(asked: () => Promise<Answer>, from: Promise<void> = Promise.resolve()): Promise<Answer> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let answered: Answer | undefined;
  const answer = asked().then((one) => {
    answered = one;
  });
  await from;
  // What is loaded with the first problem takes real time.
  for (let tries = 0; answered === undefined && tries < 1_000; tries++) {
    await vi.advanceTimersByTimeAsync(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  vi.useRealTimers();
  await answer;
  return answered as Answer;
}

const typed = { title: 'Free <b>Ali</b>', demand: 'Let him go.', summary: 'He wrote.', why: 'A line.\nAnother.' };
const NEW = '/organise/campaigns/new';

const isOfConsole = (html: string) => {
  expect(html).toContain('class="masthead console-head"');
  expect(html).toContain('href="/organise"');
};

describe('a form of the console that the database does not answer in time', () => {
  it('comes back in the look of the console, with all words and a button to send it again', async () => {
    const { console_, state } = await outage('silent');
    const admin = await browserOf(console_, 'admin');
    state.isDown = true;
    const { status, html, headers } = await late(() => admin.send(NEW, typed));
    expect([status, headingOf(html)]).toEqual([503, 'This took too long']);
    isOfConsole(html);
    expect([headers.get('cache-control'), headers.get('content-language')]).toEqual(['no-store', 'en']);
    expect(headers.get('retry-after')).toBe('5');
    for (const [name, value] of Object.entries({ demand: 'Let him go.', why: 'A line.\nAnother.' }))
      expect(fieldOf(html, name)).toBe(value);
    expect(html).toContain('Free &lt;b&gt;Ali&lt;/b&gt;');
    expect(html).toContain('may be done already, or in a moment');
    expect(html).toContain('Send it now');
    // Nobody could look for the session: the form keeps the proof that it came with, and needs no other.
    const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(html) ?? [];
    const csrf = fieldOf(/<main.*<\/main>/s.exec(html)?.[0] ?? '', 'csrf') ?? '';
    const again = await late(() => admin.send(action, { ...typed, csrf }));
    expect(again.html).toContain('It was sent once more, and there was no answer in time.');
    state.isDown = false;
    const fields = { ...typed, csrf, 'targets.0.name': 'The king', language: 'English', goal: '1000' };
    const opens = { 'opensAt.day': '9', 'opensAt.month': 'May', 'opensAt.year': '2026' };
    expect((await admin.send(action, { ...fields, ...opens })).at).toBe('/organise/campaigns/free-b-ali-b?done=made');
  });

  it('has its organiser in the header, if it is known who they are', async () => {
    const console_ = await startConsole();
    const admin = await browserOf(console_, 'admin');
    // The guard has let them in before the table of campaigns is asked.
    const asked = new Promise<void>((resolve) => {
      const client = clientOf(() => {
        resolve();
        return new Promise(() => undefined);
      });
      Object.assign(console_.deps.campaigns, { client });
    });
    const { html } = await late(() => admin.send('/organise/cases/new', { campaign: 'some-campaign' }), asked);
    expect([headingOf(html), html]).toEqual(['This took too long', expect.stringContaining('Sign out')]);
  });

  it('is the same if the database refuses, and if we have made a mistake', async () => {
    for (const [how, status, heading] of [
      ['refusing', 503, 'This took too long'],
      ['broken', 500, 'Something went wrong on our side'],
    ] as const) {
      const { console_, state } = await outage(how);
      const admin = await browserOf(console_, 'admin');
      state.isDown = true;
      for (const at of [NEW, '/organise/cases/new', '/organise/people/invite', '/organise/tokens/new']) {
        const sent = await admin.send(at, typed);
        expect([at, sent.status, headingOf(sent.html)]).toEqual([at, status, heading]);
        isOfConsole(sent.html);
        expect(fieldOf(sent.html, 'demand')).toBe('Let him go.');
      }
    }
  });

  it('asks for a file again, of a kind that the form takes', async () => {
    const { console_, state } = await outage('refusing');
    const { cookie, 'x-csrf-token': csrf } = await console_.session('admin');
    state.isDown = true;
    for (const [at, name, accept] of [
      ['/organise/import', 'file', '.yaml,.yml,.json'],
      ['/organise/cases/new', 'picture.file', 'image/jpeg,image/png,image/webp,image/avif'],
    ] as const) {
      const body = new FormData();
      body.set('csrf', csrf);
      body.set(name, new File(['x'], 'x'));
      const answer = await console_.app.request(at, {
        method: 'POST',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body,
      });
      const html = await answer.text();
      expect([answer.status, html]).toEqual([503, expect.stringContaining('Choose the file again')]);
      const input = new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(html)?.[0];
      expect(input).toContain('type="file"');
      expect(input).toContain(`accept="${accept}"`);
    }
  });

  it('is not shown if another site has sent it, nor if it is longer than an answer may be', async () => {
    const { console_, state } = await outage('refusing');
    const admin = await browserOf(console_, 'admin');
    state.isDown = true;
    const other = await admin.send(NEW, typed, { 'sec-fetch-site': 'cross-site' });
    expect(other.html).not.toContain('Let him go.');
    const long = await admin.send(NEW, { ...typed, why: 'a'.repeat(300_000) });
    expect([long.status, long.html]).toEqual([503, expect.stringContaining('It may be done already')]);
    expect(long.html.length).toBeLessThan(30_000);
    isOfConsole(long.html);
  });
});

describe('a page of the console that the database does not answer in time', () => {
  it('says so in the look of the console, and leads back to where it was', async () => {
    const { console_, state } = await outage('silent');
    const admin = await browserOf(console_, 'admin');
    state.isDown = true;
    const { status, html } = await late(() => admin.see('/organise/audit?actor=x'));
    expect([status, headingOf(html)]).toEqual([503, 'Please try again in a moment']);
    isOfConsole(html);
    expect(html).toContain('Nothing was changed.');
    expect(html).toContain('<a class="button" href="/organise/audit?actor=x">');
  });

  it('stays problem+json for a program', async () => {
    const { console_, state }: { console_: Console; state: { isDown: boolean } } = await outage('refusing');
    const token = await console_.token('admin');
    state.isDown = true;
    const answer = await console_.ask('GET', '/api/organise/campaigns', token);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
  });
});
