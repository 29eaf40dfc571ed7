import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { startSite } from '../support/site.ts';

const site = await startSite();
await site.put({ slug: 'closed', title: 'A closed one', closesAt: '2026-02-01T00:00:00Z' });
await site.put({ slug: 'upcoming', title: 'An upcoming one', opensAt: '2026-04-01T00:00:00Z' });
await site.put({ slug: 'older', title: 'An older one', opensAt: '2026-01-01T00:00:00Z' });
await site.put({ slug: 'newer', title: 'A newer one', opensAt: '2026-03-01T00:00:00Z' });
await site.publish('older', { total: 31 });

/** The reads of a request: each command with its partition. */
async function readsOf(path: string): Promise<string[]> {
  const reads: string[] = [];
  const stack = site.counts.client.middlewareStack;
  stack.add(
    (next, { commandName }) =>
      (args) => {
        const { ExpressionAttributeValues = {} } = args.input as QueryCommandInput;
        reads.push(`${commandName} ${Object.values(ExpressionAttributeValues)[0]?.S}`);
        return next(args);
      },
    { step: 'initialize', name: 'reads' },
  );
  await site.page(path);
  stack.remove('reads');
  return reads.sort();
}

it('lists the campaigns that can be signed first, the newest of them on top, each with its published total', async () => {
  const text = await (await site.page('/')).text();
  expect([...text.matchAll(/<h3><a href="([^"]+)">/g)].map(([, path]) => path)).toEqual([
    '/campaigns/newer',
    '/campaigns/older',
    '/campaigns/upcoming',
    '/campaigns/closed',
  ]);
  expect(text).toMatch(/An older one.*?data-total[^>]*>31</s);
});

it('reads heads and published numbers for the list, and no campaign in full', async () => {
  site.time.now += 3_000;
  expect(await readsOf('/')).toEqual([
    // The group.
    'GetItemCommand undefined',
    'QueryCommand campaigns',
    'QueryCommand published#closed',
    'QueryCommand published#newer',
    'QueryCommand published#older',
    'QueryCommand published#upcoming',
  ]);
  expect(await readsOf('/')).toEqual([]);
});
