import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { holds } from '../model/expressions.ts';
import type { Change, Image } from '../model/signatures.ts';
import { sizeOf, type Units } from '../model/units.ts';
import { clientOf } from '../support/client.ts';

/** Signatures of which the table knows more than that they are there: those that may be withdrawn. */
const RECENT = 2_000;

/** A Signatures table for millions. */
export interface SignatureKeys {
  readonly client: DynamoDBClient;
  /** The signers of some signatures that are there. */
  readonly recent: readonly string[];
}

/**
 * A Signatures table that remembers of a signature that it is there, and the whole of it for a while; and tells the
 * stream of each that is put. Its conditions are read as those of the table in memory.
 * @param most signatures.
 */
export function createSignatureKeys(most: number, units: Units, changed: (change: Change) => void): SignatureKeys {
  const there = createNumberSet(most);
  const images = new Map<string, Image>();
  const recent: string[] = [];

  function put(sk: string, image: Image): void {
    there.add(numberOf(sk));
    if (!images.has(sk)) {
      // The oldest gives way.
      const i = recent.length < RECENT ? recent.length : there.size % RECENT;
      images.delete(recent[i] ?? '');
      recent[i] = sk;
    }
    images.set(sk, image);
  }

  const client = clientOf(async (command) => {
    const isPut = command instanceof PutItemCommand;
    if (!isPut && !(command instanceof UpdateItemCommand)) throw new Error('Nobody else calls Signatures');
    const key = isPut ? command.input.Item : command.input.Key;
    const { pk = { S: '' }, sk = { S: '' } } = key ?? {};
    const before = there.has(numberOf(sk.S)) ? (images.get(sk.S ?? '') ?? { pk, sk }) : undefined;
    const after = isPut ? command.input.Item : before;
    units.write += Math.ceil(Math.max(sizeOf(after ?? {}), sizeOf(before ?? {}), 1) / 1_024);
    const { ConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = command.input;
    if (!holds(ConditionExpression, before, { names, values })) {
      throw new ConditionalCheckFailedException({ message: '', $metadata: {} });
    }
    if (!isPut || !after) return {};
    put(sk.S ?? '', after);
    changed({ pk: pk.S ?? '', before, after });
    return {};
  });
  return { client, recent };
}

/** 48 bits of a signer hash. Two of six million may share them, which would show in the counts. */
const numberOf = (signer: AttributeValue['S']): number =>
  Buffer.from(signer?.slice(0, 8) ?? '', 'base64url').readUIntBE(0, 6);

/** Numbers above zero, at 16 bytes each: a `Set` of millions takes several times that. */
function createNumberSet(most: number) {
  const slots = new Float64Array(2 ** Math.ceil(Math.log2(most * 1.5)));
  const slotOf = (n: number): number => {
    let slot = n % slots.length;
    while (slots[slot] !== 0 && slots[slot] !== n) slot = (slot + 1) % slots.length;
    return slot;
  };
  const set = {
    size: 0,
    has: (n: number): boolean => slots[slotOf(n)] === n,
    add(n: number): void {
      const slot = slotOf(n);
      if (slots[slot] !== n) set.size++;
      slots[slot] = n;
    },
  };
  return set;
}
