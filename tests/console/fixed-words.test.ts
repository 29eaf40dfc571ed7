import { expect, it } from 'vitest';
import { rows } from '../../functions/console/routes.ts';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { prisonerCase } from '../../functions/core/campaigns/case.ts';
import { update } from '../../functions/core/campaigns/parts.ts';
import { smallFile } from '../support/campaign.ts';

/** What may stand in an address of the console, where another address has a fixed word. */
const ids: Readonly<Record<string, (word: string) => boolean>> = {
  '/organise/campaigns/:slug': (slug) => campaignFile.safeParse({ ...smallFile, slug }).success,
  '/organise/cases/:id': (id) => prisonerCase.safeParse({ name: 'Ali', status: 'detained', id }).success,
  '/organise/campaigns/:slug/updates/:id': (id) =>
    update.safeParse({ id, at: '2026-03-01T12:00:00Z', title: 'News', text: 'Some.' }).success,
  '/organise/people/:id': (id) => id.startsWith('org_'),
  '/organise/tokens/:id': (id) => id.startsWith('tok_'),
  '/organise/audit/:id': (id) => /^\d{9}$/.test(id),
  '/api/organise/audit/:id': (id) => /^\d{9}$/.test(id),
};

/** The fixed words beside each place for an id. */
function wordsBeside(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const paths = rows.map(({ path }) => path.split('/'));
  for (const path of paths)
    for (const [i, part] of path.entries()) {
      if (!part.startsWith(':')) continue;
      const before = path.slice(0, i).join('/');
      for (const other of paths)
        if (other[i] && !other[i].startsWith(':') && other.slice(0, i).join('/') === before)
          found.set(`${before}/${part}`, (found.get(`${before}/${part}`) ?? new Set()).add(other[i]));
    }
  return found;
}

it('gives nothing an id that is a fixed word of an address in its place', () => {
  const beside = wordsBeside();
  expect([...beside.keys()].sort()).toEqual(Object.keys(ids).sort());
  for (const [place, words] of beside)
    for (const word of words) expect(ids[place]?.(word), `${word} at ${place}`).toBe(false);
  expect(ids['/organise/campaigns/:slug/updates/:id']?.('news')).toBe(true);
});
