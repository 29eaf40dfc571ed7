import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { changeCase } from '../../../functions/core/cases/change.ts';
import { organiseDeps } from '../../support/organise.ts';
import { installation } from '../overview/installation.ts';

const ali = { id: 'ali-karimov', name: 'Ali', status: 'detained' } as const;

it('announces a release once for each listed campaign that speaks for the prisoner, whoever else finishes it', async () => {
  const { campaigns, time, put, run, relist, announced, types } = await installation();
  await put('one', { cases: [ali] });
  await put('two', { cases: [ali] });
  await put('draft', { cases: [ali], visibility: 'draft' });
  await run();
  types();
  const deps = { ...organiseDeps(campaigns, time), relist: async (slug: string) => void (await relist(slug)) };
  const patch = { status: 'released', history: [{ status: 'released', on: '2026-03-09' }] };
  await changeCase(deps, operator, { id: ali.id, patch, seen: 1 });
  await run();
  expect(announced.toSorted((a, b) => (a.data.slug < b.data.slug ? -1 : 1))).toEqual(
    ['one', 'two'].map((slug) =>
      expect.objectContaining({
        type: 'case.released',
        data: expect.objectContaining({
          slug,
          case: expect.objectContaining({ id: ali.id, releasedOn: '2026-03-09' }),
        }),
      }),
    ),
  );
  await changeCase(deps, operator, { id: ali.id, patch, seen: 1 });
  await run();
  expect(announced).toHaveLength(2);
});
