import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { publicBucketName } from '../../functions/core/pictures/bucket.ts';
import { ACCOUNT, accountEnvironment, REGION, root, runScript } from '../../infra/emulated/account.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { smallFile } from '../support/campaign.ts';
import { somePhoto } from '../support/some-picture.ts';
import { client, deployed } from './account.ts';
import { asAdministrator, asFunction, asPerson, type RoleClient } from './roles.ts';

/** `npm run campaign -- put` has stored the sample's picture in the bucket. The emulator has no CloudFront to read it. */
const Bucket = publicBucketName({ stage: STAGE, account: ACCOUNT, region: REGION });

it('shows the picture that was put with the campaign, and the one for shared links', async () => {
  const { siteUrl } = deployed();
  const html = await (await fetch(`${siteUrl}/campaigns/${SAMPLE_SLUG}`)).text();
  const addresses = [...html.matchAll(/\/pictures\/[a-z0-9/-]+\.(?:webp|jpg|png)/g)].map(([address]) => address);
  const kinds = new Map<string, string>();
  for (const address of addresses) {
    const answer = await fetch(siteUrl + address);
    expect([address, answer.status]).toEqual([address, 200]);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    kinds.set(address.replace(/^.*\./, ''), answer.headers.get('content-type') ?? '');
  }
  expect(Object.fromEntries(kinds)).toEqual({ webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png' });
});

/** The names of a folder of the bucket, as the owner of the account sees them. */
async function namesIn(folder: string): Promise<string[]> {
  const s3 = new S3Client({ ...client(), forcePathStyle: true });
  onTestFinished(() => s3.destroy());
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `pictures/${folder}/` }));
  return Contents.map(({ Key = '' }) => Key.replace(/.*\//, ''));
}

it('has the logo of the group', async () => {
  expect(await namesIn('_logos')).toEqual([expect.stringMatching(/^[0-9a-f]{20}-\d+\.png$/)]);
});

it('gets the pictures that another slug has, and loses those of a campaign that is deleted', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'pictures-'));
  onTestFinished(() => rm(scratch, { recursive: true }));
  const campaign = (...args: string[]) =>
    runScript(
      'commands/main.ts',
      ['campaign', ...args, '--stage', STAGE, '--yes'],
      accountEnvironment(deployed().endpoint, scratch),
    );
  const file = join(scratch, 'copy.yaml');
  await campaign('show', SAMPLE_SLUG, '--out', file);
  await writeFile(file, (await readFile(file, 'utf8')).replace(`slug: ${SAMPLE_SLUG}`, 'slug: with-pictures'));
  await campaign('put', file);
  expect((await namesIn('with-pictures')).sort()).toEqual((await namesIn(SAMPLE_SLUG)).sort());
  await campaign('delete', 'with-pictures', '--really');
  expect([await namesIn('with-pictures'), (await namesIn(SAMPLE_SLUG)).length]).toEqual([[], 7]);
  await expect(campaign('put', file)).resolves.toBeUndefined();
  await campaign('delete', 'with-pictures', '--really');
});

it('shows a picture that was uploaded with its campaign: console has it made, and stores it', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'pictures-'));
  onTestFinished(() => rm(scratch, { recursive: true }));
  const { siteUrl, endpoint } = deployed();
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'commands/main.ts', ...args, '--stage', STAGE], {
      cwd: root,
      env: accountEnvironment(endpoint, scratch),
    });
  await run('organisers', 'invite', 'pictures@example.org', '--admin', '--yes');
  const token = (await run('token', '--account', 'pictures@example.org')).stdout.trim();
  const ask = async (method: string, path: string, body: string | Buffer = '', type = 'application/json') => {
    const answer = await fetch(`${siteUrl}/api/organise/campaigns${path}`, {
      ...{ method, body },
      headers: { authorization: `Bearer ${token}`, 'content-type': type, 'if-match': '*' },
    });
    const said = await answer.text();
    expect([path, answer.status, said]).toEqual([path, expect.toSatisfy((status) => status < 300), said]);
    return JSON.parse(said);
  };
  const slug = 'with-an-upload';
  await ask('POST', '', JSON.stringify({ ...smallFile, slug }));
  // As large as an upload may be: base64 makes it larger on its way through two functions.
  const photo = await (await somePhoto({ width: 500, height: 400 })).jpeg().toBuffer();
  const made = await ask(
    'POST',
    `/${slug}/pictures`,
    Buffer.concat([photo, Buffer.alloc(4_000_000 - photo.length)]),
    'image/jpeg',
  );
  await ask('PATCH', `/${slug}`, JSON.stringify({ picture: { made, alt: 'A wall' } }));
  expect(await namesIn(slug)).toEqual([]);
  await ask('POST', `/${slug}/open`);
  expect(await namesIn(slug)).toEqual(['jpg', 'webp'].map((kind) => `${made.id}-480.${kind}`));
  const shown = await fetch(`${siteUrl}/pictures/${slug}/${made.id}-480.webp`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const html = await (await fetch(`${siteUrl}/campaigns/${slug}`)).text();
  expect(html).toContain(`/pictures/${slug}/${made.id}-480.webp`);
  await ask('PATCH', `/${slug}`, JSON.stringify({ picture: null }));
  expect(await namesIn(slug)).toEqual([]);
});

describe('the bucket', () => {
  const Key = `pictures/${SAMPLE_SLUG}/0123456789abcdef0123-480.webp`;
  const tries = {
    put: (s3: S3Client) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
    get: (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket, Key })),
    remove: (s3: S3Client) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
  };
  /** What a role may do, in this order. */
  async function may(role: RoleClient): Promise<string[]> {
    const s3 = new S3Client({ ...role, forcePathStyle: true });
    onTestFinished(() => s3.destroy());
    const allowed: string[] = [];
    for (const [name, call] of Object.entries(tries)) {
      const end = await call(s3).then(
        () => 'allowed',
        ({ name }: Error) => name,
      );
      // A refusal must come from a policy: another fault would prove nothing.
      expect(['allowed', 'AccessDenied', 'NoSuchKey'], `${name}: ${end}`).toContain(end);
      if (end !== 'AccessDenied') allowed.push(name);
    }
    return allowed;
  }

  it('lets organisers store, read and remove pictures', async () => {
    expect(await may(await asPerson('organisers'))).toEqual(['put', 'get', 'remove']);
  });

  it('lets console store, read and remove pictures', async () => {
    expect(await may(await asFunction('console'))).toEqual(['put', 'get', 'remove']);
  });

  it.each(['site', 'sign', 'pictures'])('gives no right to %s', async (name) => {
    expect(await may(await asFunction(name))).toEqual([]);
  });

  it('lets nobody else store or remove one, not even an administrator', async () => {
    expect(await may(await asAdministrator())).toEqual(['get']);
  });
});
