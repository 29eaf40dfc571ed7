import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { clientOf } from '../support/client.ts';
import { holds, type Placeholders, updated } from './expressions.ts';

type Item = Record<string, AttributeValue>;
type Command = { readonly input: unknown };

/**
 * A table in memory, for simulations of millions of calls. It is proved to do what a database does by the tests that
 * run against both (`tests/model/memory-table.test.ts`). One call is one step: nothing else happens within it.
 */
export interface MemoryTable {
  /** Does the work of a command, at once. */
  perform(command: Command): unknown;
  /** A client of this table, as storage functions take it. */
  readonly client: DynamoDBClient;
  readonly items: ReadonlyMap<string, Item>;
}

export function createMemoryTable(): MemoryTable {
  const items = new Map<string, Item>();
  const perform = (command: Command) => performOn(items, command);
  return { perform, client: clientOf(async (command) => perform(command)), items };
}

function performOn(items: Map<string, Item>, command: Command): unknown {
  if (command instanceof GetItemCommand) {
    const { Key, ProjectionExpression } = command.input;
    const item = items.get(keyOf(Key));
    const named = ProjectionExpression?.split(', ');
    return { Item: item && (named ? pick(item, named, command.input.ExpressionAttributeNames) : { ...item }) };
  }
  if (command instanceof QueryCommand) return query(items, command.input);
  if (command instanceof TransactWriteItemsCommand) {
    transact(items, command.input.TransactItems ?? []);
    return {};
  }
  const write = writeOf(command);
  if (!write.ready(items)) {
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
  }
  write.commit(items);
  return {};
}

interface Write {
  readonly key: string;
  ready(items: ReadonlyMap<string, Item>): boolean;
  commit(items: Map<string, Item>): void;
}

function writeOf(command: Command): Write {
  if (command instanceof PutItemCommand) return put(command.input);
  if (command instanceof UpdateItemCommand) return update(command.input);
  if (command instanceof DeleteItemCommand) return remove(command.input);
  throw new Error(`The table in memory does not know ${command.constructor.name}`);
}

function transact(items: Map<string, Item>, parts: readonly TransactWriteItem[]): void {
  const writes = parts.map(({ Put, Update, Delete, ConditionCheck }) => {
    if (Put) return put(Put);
    if (Update) return update(Update);
    if (Delete) return remove(Delete);
    if (ConditionCheck) return { ...remove(ConditionCheck), commit: () => undefined };
    throw new Error('An empty part of a transaction');
  });
  if (new Set(writes.map(({ key }) => key)).size < writes.length) throw new Error('One item twice in a transaction');
  const ready = writes.map((write) => write.ready(items));
  if (ready.includes(false)) {
    throw new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: ready.map((is) => ({ Code: is ? 'None' : 'ConditionalCheckFailed' })),
    });
  }
  for (const write of writes) write.commit(items);
}

type Conditional = {
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
};

const placeholdersOf = (input: Conditional): Placeholders => ({
  names: input.ExpressionAttributeNames,
  values: input.ExpressionAttributeValues,
});

const conditional = (key: string, input: Conditional, commit: Write['commit']): Write => ({
  key,
  ready: (items) => holds(input.ConditionExpression, items.get(key), placeholdersOf(input)),
  commit,
});

function put(input: Conditional & { Item?: Item | undefined }): Write {
  const key = keyOf(input.Item);
  return conditional(key, input, (items) => items.set(key, { ...input.Item }));
}

function update(input: Conditional & { Key?: Item | undefined; UpdateExpression?: string | undefined }): Write {
  const key = keyOf(input.Key);
  return conditional(key, input, (items) =>
    items.set(key, updated(input.UpdateExpression ?? '', items.get(key) ?? { ...input.Key }, placeholdersOf(input))),
  );
}

function remove(input: Conditional & { Key?: Item | undefined }): Write {
  const key = keyOf(input.Key);
  return conditional(key, input, (items) => items.delete(key));
}

function query(items: ReadonlyMap<string, Item>, input: QueryCommand['input']) {
  const [, value = ''] = /^pk = (:\w+)$/.exec(input.KeyConditionExpression ?? '') ?? [];
  const pk = input.ExpressionAttributeValues?.[value]?.S;
  if (pk === undefined) throw new Error('The table in memory does not know this query');
  const found = [...items.values()]
    .filter((item) => item.pk?.S === pk && holds(input.FilterExpression, item, placeholdersOf(input)))
    .sort((a, b) => ((a.sk?.S ?? '') < (b.sk?.S ?? '') ? -1 : 1));
  if (input.ScanIndexForward === false) found.reverse();
  if (input.Select === 'COUNT') return { Count: found.length };
  return { Items: found.slice(0, input.Limit).map((item) => ({ ...item })) };
}

const keyOf = (key: Item | undefined): string => `${key?.pk?.S}\n${key?.sk?.S}`;

const pick = (item: Item, named: readonly string[], names: Record<string, string> | undefined): Item =>
  Object.fromEntries(
    named.flatMap((path) => {
      const name = names?.[path] ?? path;
      const value = item[name];
      return value ? [[name, value]] : [];
    }),
  );
