import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { lockFolder } from '../../../infra/local/data-dir.ts';
import { startMachine } from '../../../infra/local/machine.ts';
import { type Closers, createClosers } from '../../../infra/local/program.ts';
import { readLocalSettings } from '../../../infra/local/settings.ts';
import { freshPlace, SLUG } from '../../support/machine.ts';

// As Node loads them. Vitest takes the default out of packages of the old module format.
vi.mock('aws-ses-v2-local', async (original) => ({ default: await original() }));
vi.mock('aws-ses-v2-local/dist/store.js', async (original) => ({ default: await original() }));

it('ends its parts one after the other, in the opposite order of their start', async () => {
  const ended: string[] = [];
  const closers = createClosers();
  const slowly = (name: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended.push(name);
  };
  closers.add(slowly('tables'));
  closers.add(() => void ended.push('queue'));
  closers.add(slowly('site'));
  await closers.closeAll();
  expect(ended).toEqual(['site', 'queue', 'tables']);
  await closers.closeAll();
  expect(ended).toHaveLength(3);
});

it('accepts no more signatures, then sends the waiting e-mails, and unlocks its folder last', async () => {
  const MAILS = 8;
  const { dataDir, port, mailboxPort } = await freshPlace();
  const settings = readLocalSettings(
    { DATA_DIR: dataDir, PORT: String(port), MAILBOX_PORT: String(mailboxPort), MAIL_RATE: '2', LIMITS: 'off' },
    [],
  );
  const site = `http://127.0.0.1:${port}`;
  const answers = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );
  let database = '';
  const watched = {
    site: () => answers(`${site}/healthz`),
    note: async () => existsSync(join(dataDir, 'running.json')),
    queue: () => answers(process.env.AWS_ENDPOINT_URL_SQS ?? ''),
    database: () => answers(database),
    mailbox: () => answers(`http://127.0.0.1:${mailboxPort}/store`),
    folder: async () => isTaken(dataDir),
  };
  const there = new Set(Object.keys(watched));
  const gone: string[] = [];
  const closers = createClosers();
  /** After each part that ends: which can no longer be found? */
  const watching: Closers = {
    ...closers,
    add: (close) =>
      closers.add(async () => {
        await close();
        for (const [name, isThere] of Object.entries(watched)) {
          if (there.has(name) && !(await isThere())) {
            there.delete(name);
            gone.push(name);
          }
        }
      }),
  };
  const machine = await startMachine(settings, watching, () => undefined);
  machine.failure.catch(() => undefined);
  database = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')).dynamoDbEndpoint;
  // More than can be sent before the site is stopped.
  for (let i = 0; i < MAILS; i++) {
    const { status } = await fetch(`${site}/api/campaigns/${SLUG}/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada', email: `ada-${i}@example.org`, country: 'DE' }),
    });
    expect(status).toBe(202);
  }
  await closers.closeAll();
  expect(gone).toEqual(['site', 'note', 'queue', 'database', 'mailbox', 'folder']);
  expect(readFileSync(join(dataDir, 'mailbox.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(MAILS);
});

function isTaken(directory: string): boolean {
  try {
    lockFolder(directory)();
    return false;
  } catch {
    return true;
  }
}
