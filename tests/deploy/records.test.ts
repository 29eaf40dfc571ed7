import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { bucketOfRecords, recordsBucketName } from '../../functions/core/audit/bucket.ts';
import { auditLog } from '../../functions/core/audit/log.ts';
import { keyOf } from '../../functions/core/audit/places.ts';
import { verifyTrail } from '../../functions/core/audit/verify.ts';
import { ACCOUNT, REGION } from '../../infra/emulated/account.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { asAdministrator, asFunction, asPerson, type RoleClient } from './roles.ts';

const Bucket = recordsBucketName({ stage: STAGE, account: ACCOUNT, region: REGION });
/** An entry that is there: the sample was put by a command. */
const Key = keyOf(1);

afterEach(() => vi.unstubAllEnvs());

/** The records, as Amparo reaches them with the credentials of a role. */
function recordsAs({ endpoint, region, credentials }: RoleClient) {
  const variables = {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: credentials.accessKeyId },
    ...{ AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey, AWS_SESSION_TOKEN: credentials.sessionToken },
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const records = bucketOfRecords(async () => Bucket);
  onTestFinished(() => records.close?.());
  return records;
}

const act = (subject: string) => ({ actor: 'operator', client: 'command', act: 'campaign.put', subject }) as const;

it('has an entry for each act of the commands that put the sample', async () => {
  const records = recordsAs(await asPerson('organisers'));
  const { entries } = await auditLog(records).list({ subject: SAMPLE_SLUG });
  expect(entries.map((entry) => entry.act)).toEqual(['campaign.open', 'pictures.put']);
  expect((await verifyTrail({ records }, operator)).faults).toEqual([]);
});

it('takes entries of every person who acts, at the same time, and loses none', async () => {
  const people = ['organisers', 'keys', 'bookkeeper'] as const;
  const logs = [];
  for (const name of people) {
    const records = recordsAs(await asPerson(name));
    // The client reads its variables at its first call.
    expect((await records.get(Key))?.length, name).toBeGreaterThan(100);
    logs.push({ name, log: auditLog(records) });
  }
  await Promise.all(
    logs.map(async ({ name, log }) => {
      for (let n = 0; n < 5; n++) await log.append(act(`${name}-${n}`), Date.now());
    }),
  );
  const records = recordsAs(await asPerson('organisers'));
  const { entries } = await auditLog(records).list({ limit: 15 });
  const wanted = people.flatMap((name) => Array.from({ length: 5 }, (_, n) => `${name}-${n}`));
  expect(entries.map(({ subject }) => subject).sort()).toEqual(wanted.sort());
  expect(await verifyTrail({ records }, operator)).toMatchObject({ faults: [], holds: [{ from: '000000001' }] });
});

/**
 * The emulator does not show policies the header that a write must have: tests/infra/records.test.ts asks the policy for writes
 * without it.
 */
describe('an entry of the trail', () => {
  async function tries(role: RoleClient): Promise<Record<string, string>> {
    const s3 = new S3Client({ ...role, forcePathStyle: true });
    onTestFinished(() => s3.destroy());
    const VersionId = await versionOf(Key);
    const calls = {
      read: () => s3.send(new GetObjectCommand({ Bucket, Key })),
      replace: () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'forged', IfNoneMatch: '*' })),
      add: () => s3.send(new PutObjectCommand({ Bucket, Key: `${Key}.other`, Body: 'forged', IfNoneMatch: '*' })),
      remove: () => s3.send(new DeleteObjectCommand({ Bucket, Key })),
      'remove its version': () => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })),
    };
    const ends: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls))
      ends[name] = await call().then(
        () => 'done',
        (error: Error) => error.name,
      );
    return ends;
  }

  const versionOf = async (key: string): Promise<string | undefined> => {
    const organisers = await asPerson('organisers');
    const s3 = new S3Client({ ...organisers, forcePathStyle: true });
    onTestFinished(() => s3.destroy());
    return (await s3.send(new GetObjectCommand({ Bucket, Key: key }))).VersionId;
  };

  const refused = { remove: 'AccessDenied', 'remove its version': 'AccessDenied' };

  const whoMayAdd = [
    ...(['organisers', 'keys', 'bookkeeper'] as const).map((name) => [name, () => asPerson(name)] as const),
    ['console', () => asFunction('console')] as const,
  ];
  it.each(whoMayAdd)('is not replaced or removed by %s, who may add', async (_, role) => {
    const ends = await tries(await role());
    expect(['done', 'PreconditionFailed']).toContain(ends.add);
    expect(ends).toMatchObject({ ...refused, read: 'done', replace: 'PreconditionFailed' });
  });

  it('is not read, added, replaced or removed by an administrator, whose own policies allow everything', async () => {
    expect(await tries(await asAdministrator())).toEqual({
      ...{ ...refused, read: 'AccessDenied', add: 'AccessDenied', replace: 'AccessDenied' },
    });
  });

  it.each(['site', 'sign', 'mail', 'retention'])('is out of reach of %s', async (name) => {
    expect(await tries(await asFunction(name))).toEqual({
      ...{ ...refused, read: 'AccessDenied', add: 'AccessDenied', replace: 'AccessDenied' },
    });
  });

  it('is in one version after all that', async () => {
    const { endpoint } = await asPerson('organisers');
    const owner = new S3Client({
      ...{ endpoint, region: REGION, forcePathStyle: true },
      credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' },
    });
    onTestFinished(() => owner.destroy());
    const { Versions = [], DeleteMarkers = [] } = await owner.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: Key }),
    );
    expect([Versions.filter((one) => one.Key === Key).length, DeleteMarkers]).toEqual([1, []]);
  });
});
