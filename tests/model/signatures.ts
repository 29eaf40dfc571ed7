import { createHash } from 'node:crypto';
import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Signal, signals } from '../../functions/core/abuse/signals.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { HOUR, isoTime } from '../../functions/core/running/clock.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import type { Random } from './random.ts';

/** Signatures in an answer to a query, as of 1 MB in DynamoDB: fewer than a partition of a run holds. */
const PAGE = 4;

export type Image = Record<string, AttributeValue>;

/** One change of the table, as in its stream. */
export interface Change {
  readonly pk: string;
  readonly before: Image | undefined;
  readonly after: Image | undefined;
}

/** The Signatures table in the model: its content, and a possible next event. */
export interface SignatureTable {
  readonly images: ReadonlyMap<string, Image>;
  /** Lets something happen. @returns the change, or undefined if nothing changed. */
  happen(now: number): Change | undefined;
  /** Answers the query of a recount, and any other with an error. An inconsistent read may return old items. */
  query(command: { readonly input: unknown }): unknown;
}

/** How many changes a reader that does not ask consistently may not see yet. */
const LAGGING = 30;

const countries = ['AZ', 'DE', 'GB', 'SE', 'TR', 'US'];
const sources = ['other', 'newsletter'];

const isShown = ({ status, publicName }: Image): boolean => status?.S === 'counted' && publicName !== undefined;

/** @param campaigns slugs; all changes are to their signatures. */
export function createSignatureTable(random: Random, campaigns: readonly string[]): SignatureTable {
  const images = new Map<string, Image>();
  const partitions = new Map<string, Map<string, Image>>();
  /** The latest changes. */
  const overtaken = new Map<string, Image | undefined>();
  let signers = 0;

  const change = (key: string, after: Image | undefined): Change | undefined => {
    const before = images.get(key);
    const image = after ?? before;
    if (!image?.pk?.S) return undefined;
    const partition = partitions.get(image.pk.S) ?? new Map<string, Image>();
    partitions.set(image.pk.S, partition);
    for (const place of [images, partition]) {
      if (after) place.set(key, after);
      else place.delete(key);
    }
    overtaken.delete(key);
    overtaken.set(key, before);
    for (const [oldest] of overtaken) if (overtaken.size > LAGGING) overtaken.delete(oldest);
    return { pk: image.pk.S, before, after };
  };

  const signed = (key: { pk: { S: string }; sk: { S: string } }, now: number): Image => {
    const suspicious = random.chance(0.15);
    const shown = random.chance(0.15);
    return {
      ...key,
      status: { S: suspicious ? 'under-review' : 'counted' },
      confirmedAt: { S: isoTime(now - random.below(3) * HOUR) },
      country: { S: random.pick(countries) },
      source: { S: random.pick(sources) },
      sealedIdentity: { B: new Uint8Array([1]) },
      ...(suspicious && { signals: { SS: [random.pick<Signal>(signals)] } }),
      ...(shown && { publicName: { S: `Signer ${signers}` } }),
    };
  };

  const existing = (): [string, Image] | undefined => {
    if (images.size === 0) return undefined;
    // Usually a recent one: changes soon after a signature race with its counting.
    const keys = [...recent];
    const key = random.pick(keys);
    const image = images.get(key);
    return image && [key, image];
  };

  const recent: string[] = [];
  const remember = (key: string) => {
    recent.push(key);
    if (recent.length > 200) recent.splice(random.below(recent.length), 1);
  };

  const seen = (pk: string, consistent: boolean | undefined): Image[] => {
    const found = [...(partitions.get(pk) ?? [])].map(([key, image]) =>
      !consistent && overtaken.has(key) && random.chance(0.5) ? overtaken.get(key) : image,
    );
    return found.filter((image) => image !== undefined);
  };

  return {
    images,
    query(command) {
      if (!(command instanceof QueryCommand)) throw new Error('A recount only asks');
      const { ExpressionAttributeValues, Select, ConsistentRead, ExclusiveStartKey } = command.input;
      const after = ExclusiveStartKey?.sk?.S ?? '';
      const rest = seen(ExpressionAttributeValues?.[':partition']?.S ?? '', ConsistentRead)
        .filter(({ sk }) => (sk?.S ?? '') > after)
        .sort((one, other) => ((one.sk?.S ?? '') < (other.sk?.S ?? '') ? -1 : 1));
      const found = rest.slice(0, PAGE);
      const { pk, sk } = found.at(-1) ?? {};
      const page = {
        ConsumedCapacity: { CapacityUnits: 1 },
        ...(rest.length > PAGE && { LastEvaluatedKey: { pk, sk } }),
      };
      if (Select === 'SPECIFIC_ATTRIBUTES') return { Items: found, ...page };
      if (Select !== 'COUNT') throw new Error(`Not understood: ${Select}`);
      return { Count: found.filter(isShown).length, ...page };
    },
    happen(now) {
      if (images.size === 0 || random.chance(0.7)) {
        const signer = createHash('sha256').update(`${signers++}`).digest('base64url') as SignerHash;
        const key = signatureKey(random.pick(campaigns), signer);
        const id = `${key.pk.S} ${key.sk.S}`;
        remember(id);
        return change(id, signed(key, now));
      }
      const [key, image] = existing() ?? [];
      if (!key || !image) return undefined;
      const { pk, sk } = image as unknown as { pk: { S: string }; sk: { S: string } };
      switch (image.status?.S) {
        case 'withdrawn':
          return random.chance(0.5) ? change(key, signed({ pk, sk }, now)) : change(key, undefined);
        case 'voided':
          return random.chance(0.5)
            ? change(key, { ...image, status: { S: 'counted' } })
            : change(key, { pk, sk, status: { S: 'withdrawn' } });
        default: {
          if (random.chance(0.5)) return change(key, { pk, sk, status: { S: 'withdrawn' } });
          if (random.chance(0.3)) {
            const { sealedIdentity, publicName, ...kept } = image;
            return change(key, { ...kept, anonymisedAt: { S: isoTime(now) } });
          }
          const others = ['counted', 'voided'].filter((status) => status !== image.status?.S);
          return change(key, { ...image, status: { S: random.pick(others) } });
        }
      }
    },
  };
}
