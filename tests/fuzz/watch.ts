import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../../functions/core/aws/db.ts';

/** The output of this process while it is watched, which would be its log. It is not shown. */
export function watchOutput() {
  const real = { out: process.stdout.write, err: process.stderr.write };
  const silenced = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const { console: shown } = globalThis;
  const consoles = silenced.map((name) => [name, shown[name]] as const);
  const lines: string[] = [];
  const keep = (text: unknown) => {
    lines.push(String(text));
    return true;
  };
  process.stdout.write = keep;
  process.stderr.write = keep;
  for (const name of silenced) shown[name] = (...told: unknown[]) => void keep(told.map(String).join(' '));
  return {
    /** The output since the last call. */
    taken: () => lines.splice(0).join('\n'),
    stop() {
      process.stdout.write = real.out;
      process.stderr.write = real.err;
      for (const [name, write] of consoles) shown[name] = write;
    },
  };
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Promise.prototype];
const shape = () => JSON.stringify(prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String)));
const before = shape();

/** Whether the prototype of all objects is unchanged. */
export const prototypesAreClean = (): boolean => shape() === before;

/** Megabytes that are in use once everything that can be thrown away is. */
export function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Everything that a table holds. */
export async function itemsOf({ client, table }: Db): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) items.push(...Items);
  return items;
}
