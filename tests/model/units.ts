import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { MemoryTable } from './memory-table.ts';

type Item = Record<string, AttributeValue>;

/** Units that calls of a table have cost. */
export interface Units {
  read: number;
  write: number;
}

/**
 * What a table in memory would cost: a write unit for each KB of the larger of an item before and after, twice that in a
 * transaction, and as much where a condition does not hold; a read unit for each 4 KB, half of it unless consistent. A
 * test (`tests/model/memory-units.test.ts`) compares it with the units that the test database reports.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function metered({ perform, items }: MemoryTable, units: Units): MemoryTable['perform'] {
  const sizeAt = (key: string): number => {
    const item = items.get(key);
    return item ? knownSizeOf(item) : 0;
  };
  const writing = (keys: readonly string[], price: number, work: () => unknown): unknown => {
    const before = keys.map(sizeAt);
    try {
      return work();
    } finally {
      for (const [i, key] of keys.entries()) {
        sizes.delete(items.get(key) ?? {});
        units.write += price * blocks(Math.max(before[i] ?? 0, sizeAt(key)), 1_024);
      }
    }
  };
  const updating = ({ input }: UpdateItemCommand, work: () => unknown): unknown => {
    const key = keyOf(input.Key);
    const item = items.get(key);
    if (!item) return writing([key], 1, work);
    // An update changes few attributes of many, and the table changes the item itself.
    const names = namesIn(input.UpdateExpression ?? '').map((name) => input.ExpressionAttributeNames?.[name] ?? name);
    const before = knownSizeOf(item);
    const others = before - sizeOf(item, names);
    try {
      return work();
    } finally {
      const after = others + sizeOf(item, names);
      sizes.set(item, after);
      units.write += blocks(Math.max(before, after), 1_024);
    }
  };
  return (command) => {
    const work = () => perform(command);
    if (command instanceof GetItemCommand) {
      const { Key, ConsistentRead } = command.input;
      units.read += blocks(sizeAt(keyOf(Key)), 4_096) * (ConsistentRead ? 1 : 0.5);
      return work();
    }
    if (command instanceof QueryCommand) {
      const answer = work() as { Items: Item[] };
      const size = answer.Items.reduce((sum, item) => sum + sizeAt(keyOf(item)), 0);
      units.read += blocks(size, 4_096) * (command.input.ConsistentRead ? 1 : 0.5);
      return answer;
    }
    if (command instanceof TransactWriteItemsCommand) {
      const parts = command.input.TransactItems ?? [];
      const keys = parts.map(({ Put, Update, Delete }) => keyOf(Put?.Item ?? Update?.Key ?? Delete?.Key));
      return writing(keys, 2, work);
    }
    if (command instanceof PutItemCommand) return writing([keyOf(command.input.Item)], 1, work);
    if (command instanceof UpdateItemCommand) return updating(command, work);
    if (command instanceof DeleteItemCommand) return writing([keyOf(command.input.Key)], 1, work);
    throw new Error(`Nobody knows what ${command.constructor.name} costs`);
  };
}

/** Of items that nobody changes but by a meter. */
const sizes = new WeakMap<Item, number>();
function knownSizeOf(item: Item): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const size = sizeOf(item);
  sizes.set(item, size);
  return size;
}

/** Nothing costs one, too. */
const blocks = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));

const keyOf = (key: Item | undefined): string => `${key?.pk?.S}\n${key?.sk?.S}`;

/**
 * Bytes by which DynamoDB reckons an item, or some attributes of it. Names are plain ASCII.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOf(item: Item, names: readonly string[] = Object.keys(item)): number {
  let size = 0;
  for (const name of names) {
    const value = item[name];
    if (value) size += name.length + bytesOf(value);
  }
  return size;
}

/** The attributes that an update may change. */
const namesIn = (update: string): string[] => [
  ...new Set(update.match(/(?<![:\w])#?\w+/g)?.filter((word) => !/^(SET|ADD|REMOVE)$/.test(word))),
];

function bytesOf({ S, N, B, SS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  // Whole numbers alone are counted.
  if (N !== undefined) return Math.ceil((N.startsWith('-') ? N.length - 1 : N.length) / 2) + 1;
  if (B !== undefined) return B.length;
  if (SS !== undefined) return SS.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  throw new Error('Nobody knows the size of this');
}
