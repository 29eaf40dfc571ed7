import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { parseAddress } from '../../functions/core/address.ts';
import type { Item } from '../../functions/core/aws/db.ts';
import { getCampaign } from '../../functions/core/campaigns/store.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { type SignerHash, signerHash } from '../../functions/core/keys/signer-hash.ts';
import type { Published } from '../../functions/core/published/state.ts';
import { queryPublished } from '../../functions/core/published/store.ts';
import { localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { readSecrets } from '../../infra/local/secrets.ts';
import { SLUG } from '../support/machine.ts';
import type { Signer } from './signers.ts';

/** The tables, past every proxy. */
export interface Truth {
  /** The content of the table of signatures, by signer hash. */
  signatures(): Promise<ReadonlyMap<string, { status: string; country: string }>>;
  counts(): Promise<{ total: number; byCountry: ReadonlyMap<string, number> }>;
  /** What the public sees. */
  published(): Promise<Published | undefined>;
  hashOf(email: string): string;
}

/** @param dataDir of the machine, whose secrets show which hash belongs to which signer. */
export async function truthOf(endpoint: () => string, dataDir: string): Promise<Truth> {
  const { tablePrefix } = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'));
  const db = (table: string) => ({ client: localDynamoDbClient(endpoint()), table: `${tablePrefix}-${table}` });
  const campaign = await getCampaign(db('campaigns'), SLUG);
  const pepper = parseKeyring(readSecrets(dataDir).pepper, 'signer-hash').keyAt(Date.parse(campaign?.createdAt ?? ''));
  return {
    async signatures() {
      const { client, table } = db('signatures');
      const found = new Map<string, { status: string; country: string }>();
      let from: Item | undefined;
      do {
        const page = await client.send(
          new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: from }),
        );
        for (const { sk, status, country } of page.Items ?? [])
          found.set(sk?.S ?? '', { status: status?.S ?? '', country: country?.S ?? '' });
        from = page.LastEvaluatedKey;
      } while (from);
      return found;
    },
    counts: () => queryCounts(db('counts'), SLUG),
    published: () => queryPublished(db('counts'), SLUG),
    hashOf(email): SignerHash {
      const address = parseAddress(email);
      if (typeof address === 'string' || !pepper) throw new Error(`There is no hash of ${email}.`);
      return signerHash(pepper, SLUG, address.normalised);
    },
  };
}

type Counted = Awaited<ReturnType<Truth['counts']>>;

/** How many signatures the table holds. */
export interface Stored {
  readonly counted: number;
  readonly withdrawn: number;
}

/** Compares the table with the knowledge of signers, the counts with the table, and published numbers with the counts. */
export async function check(
  signers: readonly Signer[],
  truth: Truth,
  { wrong, when }: { wrong: (kind: string, words: string) => void; when: string },
): Promise<Stored> {
  const stored = await truth.signatures();
  const byHash = new Map(signers.map((signer) => [truth.hashOf(signer.email), signer]));
  for (const [hash, signer] of byHash) {
    const { status, country } = stored.get(hash) ?? { status: 'absent', country: '' };
    if (!mayBe(signer, status)) wrong('lost', `${when}, ${wordsOf(signer)} is ${status} in the table.`);
    if (status === 'counted' && country !== signer.country)
      wrong('lost', `${when}, ${signer.email} has another country.`);
  }
  for (const hash of stored.keys()) if (!byHash.has(hash)) wrong('nobody', `${when}, the table holds ${hash}.`);

  const counted = [...stored.values()].filter(({ status }) => status === 'counted');
  const byCountry = Map.groupBy(counted, ({ country }) => country);
  const counts = await onceTrue(truth.counts, ({ total }) => total === counted.length);
  if (counts.total !== counted.length)
    wrong('counts', `${when}, ${counts.total} are counted, and ${counted.length} are in the table.`);
  for (const country of new Set([...byCountry.keys(), ...counts.byCountry.keys()])) {
    const [told = 0, held = 0] = [counts.byCountry.get(country), byCountry.get(country)?.length];
    if (told !== held) wrong('counts', `${when}, ${country} has ${told} in the counts and ${held} in the table.`);
  }
  await checkPublished(truth, counts, (words) => wrong('published', `${when}, ${words}`));
  return { counted: counted.length, withdrawn: stored.size - counted.length };
}

/** Compares the numbers that the public sees with the counts. The campaign is live, so at rest no change of its total waits. */
async function checkPublished(truth: Truth, counts: Counted, wrong: (words: string) => void): Promise<void> {
  const { total = 0, byCountry = new Map<string, number>() } =
    (await onceTrue(truth.published, (published) => (published?.total ?? 0) === counts.total)) ?? {};
  if (total !== counts.total) wrong(`${total} are published of ${counts.total}.`);
  // A country may wait for its crowd: its number is never more than was ever counted there.
  const named = [...byCountry.values()].reduce((sum, n) => sum + n, 0);
  if (named > total) wrong(`countries have ${named} of ${total}.`);
}

/** The possible states of a signer in the table, by the answers. */
function mayBe({ confirmation, withdrawal }: Signer, status: string): boolean {
  if (withdrawal === 'answered') return status === 'withdrawn';
  if (withdrawal === 'asked' && status === 'withdrawn') return true;
  if (confirmation === 'answered') return status === 'counted';
  if (confirmation === 'asked') return status === 'counted' || status === 'absent';
  return status === 'absent';
}

const wordsOf = ({ email, confirmation, withdrawal }: Signer): string =>
  `${email} (confirmation ${confirmation}, withdrawal ${withdrawal})`;

/** Milliseconds in which everything is counted and published, once nothing fails any more. */
const SETTLES_WITHIN = 600_000;

/** Asks until the answer is as expected, or it is too late. */
async function onceTrue<Answer>(ask: () => Promise<Answer>, isExpected: (answer: Answer) => boolean): Promise<Answer> {
  const until = Date.now() + SETTLES_WITHIN;
  for (;;) {
    const answer = await ask();
    if (isExpected(answer) || Date.now() > until) return answer;
    await sleep(500);
  }
}
