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
import { localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { readSecrets } from '../../infra/local/secrets.ts';
import { SLUG } from '../support/machine.ts';
import type { Signer } from './signers.ts';

/** The tables, past every proxy. */
export interface Truth {
  /** The content of the table of signatures, by signer hash. */
  signatures(): Promise<ReadonlyMap<string, { status: string; country: string }>>;
  counts(): Promise<{ total: number; byCountry: ReadonlyMap<string, number> }>;
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
    hashOf(email): SignerHash {
      const address = parseAddress(email);
      if (typeof address === 'string' || !pepper) throw new Error(`There is no hash of ${email}.`);
      return signerHash(pepper, SLUG, address.normalised);
    },
  };
}

/** How many signatures the table holds. */
export interface Stored {
  readonly counted: number;
  readonly withdrawn: number;
}

/** Compares the table with the knowledge of signers, and the counts with the table. */
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
  const counts = await countsOnceSettled(truth, counted.length);
  if (counts.total !== counted.length)
    wrong('counts', `${when}, ${counts.total} are counted, and ${counted.length} are in the table.`);
  for (const country of new Set([...byCountry.keys(), ...counts.byCountry.keys()])) {
    const [told = 0, held = 0] = [counts.byCountry.get(country), byCountry.get(country)?.length];
    if (told !== held) wrong('counts', `${when}, ${country} has ${told} in the counts and ${held} in the table.`);
  }
  return { counted: counted.length, withdrawn: stored.size - counted.length };
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

/** Milliseconds in which the stream brings everything to the counts once nothing fails any more. */
const SETTLES_WITHIN = 60_000;

async function countsOnceSettled(truth: Truth, expected: number) {
  const until = Date.now() + SETTLES_WITHIN;
  for (;;) {
    const counts = await truth.counts();
    if (counts.total === expected || Date.now() > until) return counts;
    await sleep(500);
  }
}
