import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { MOST_PREVIEWS, makePreview } from '../../functions/core/campaigns/previews.ts';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf, smallFile, smallYaml } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

/** What a program learns whose step the state of a campaign does not allow. */

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeAll(async () => {
  site = await startConsole();
  admin = await site.token('admin');
});
const CAMPAIGNS = '/api/organise/campaigns';
const put = (slug: string, more: Parameters<typeof campaignOf>[0]) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, ...more }));
const stored = (slug: string) => getStoredCampaign(site.db.Campaigns, slug);

const OVER = { closesAt: '2026-02-01T00:00:00Z' };
const AWAY = { archivedAt: '2026-02-02T00:00:00.000Z' };
const won = { on: '2026-02', words: 'One was released.' };
const draft = { visibility: 'draft' } as const;

describe('the answer to a step from another state', () => {
  it.each([
    ['win', draft, 'draft', ['open', 'archive'], 'It is a draft, and has no public page. Open it first.'],
    ['win', { won }, 'open', ['pause', 'close'], 'It is won already.'],
    ['win', { opensAt: '2026-04-01T00:00:00Z' }, 'scheduled', ['take-back'], 'Nobody can sign before that.'],
    ['archive', {}, 'open', ['pause', 'close', 'win'], 'Close it first: only a closed campaign can be archived.'],
    ['archive', { pausedAt: OVER.closesAt }, 'paused', ['open', 'close', 'win'], 'It has not closed yet. Close'],
    ['take-back', {}, 'open', ['pause', 'close', 'win'], 'Its opening has come'],
    ['open', { ...draft, ...AWAY }, 'archived', ['bring-back'], 'Bring it back first.'],
    ['open', OVER, 'closed', ['win', 'archive'], 'only if its closing date is changed to a later one, or removed'],
    ['close', draft, 'draft', ['open', 'archive'], 'Open it first.'],
    ['close', { ...draft, ...AWAY }, 'archived', ['bring-back'], 'Bring it back first.'],
    ['pause', { ...OVER, pausedAt: OVER.closesAt }, 'closed', ['win', 'archive'], 'nothing to pause'],
    ['pause', { ...draft, pausedAt: OVER.closesAt }, 'draft', ['open', 'archive'], 'Open it first.'],
    ['previews', {}, 'open', ['pause', 'close', 'win'], 'Only a draft has previews.'],
  ] as const)('%s: of %o', async (step, fields, state, can, words) => {
    const slug = ['it', step, state, ...Object.keys(fields)].join('-').toLowerCase();
    await put(slug, fields);
    const body = step === 'win' ? { ...won, words: 'Other words.' } : {};
    const answer = await site.ask('POST', `${CAMPAIGNS}/${slug}/${step}`, admin, body);
    expect(await answer.json()).toEqual({
      ...{ type: 'urn:amparo:problem:campaign-in-other-state', title: 'The campaign is in another state', status: 409 },
      ...{ detail: expect.stringContaining(words), state, can },
    });
    expect((await stored(slug))?.revision).toBe(1);
  });

  it('is the same to a change, a file, and a version that would show a draft that is archived', async () => {
    const slug = 'shown-otherwise';
    const { campaign } = await createCampaign(site.deps, operator, { ...smallFile, slug, visibility: 'public' });
    await putCampaign(site.db.Campaigns, { ...campaign, ...draft, ...AWAY }, 1);
    const one = `${CAMPAIGNS}/${slug}`;
    const any = { ...admin, 'if-match': '*' };
    const yaml = `${smallYaml.replace('free-them', slug)}visibility: public\n`;
    const answers = [
      await site.ask('PATCH', one, any, { visibility: 'public' }),
      await site.ask('PUT', `${one}/file`, { ...any, 'content-type': 'application/yaml' }, yaml),
      await site.ask('POST', `${one}/undo`, any, { revision: 1, what: 'all' }),
    ];
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({
        ...{ type: 'urn:amparo:problem:campaign-in-other-state', status: 409, state: 'archived', can: ['bring-back'] },
        detail: 'It is a draft that is archived. Bring it back first.',
      });
    expect((await stored(slug))?.revision).toBe(2);
  });

  it('never offers what it would refuse, or answer without a change', async () => {
    const states = [draft, { ...draft, hasBeenOpen: true }, { ...draft, ...AWAY }, {}, { pausedAt: OVER.closesAt }];
    for (const [i, fields] of [...states, OVER, { ...OVER, ...AWAY }, { won }].entries())
      for (const step of ['take-back', 'win', 'close', 'archive', 'open', 'pause']) {
        const slug = `offer-${i}`;
        await put(slug, fields);
        const sent = { on: '2026-02', words: 'More words.' };
        const refusal = await site.ask('POST', `${CAMPAIGNS}/${slug}/${step}`, admin, step === 'win' ? sent : {});
        if (refusal.status !== 409) continue;
        for (const other of ((await refusal.json()) as { can: string[] }).can) {
          await put(slug, fields);
          const before = await stored(slug);
          const taken = await site.ask('POST', `${CAMPAIGNS}/${slug}/${other}`, admin, other === 'win' ? sent : {});
          expect([i, step, other, taken.status]).toEqual([i, step, other, 200]);
          expect((await stored(slug))?.revision).toBeGreaterThan(before?.revision ?? 0);
        }
      }
  });
});

it('says of a draft with twenty previews that it has as many as it can have: its state is not what is wrong', async () => {
  await put('full', draft);
  for (let i = 0; i < MOST_PREVIEWS; i++) await makePreview(site.deps, operator, { slug: 'full' });
  const answer = await site.ask('POST', `${CAMPAIGNS}/full/previews`, admin);
  expect(await answer.json()).toEqual({
    ...{ type: 'urn:amparo:problem:too-many-previews', title: 'The draft has as many links as it can have' },
    ...{ status: 409, detail: 'No link was made. End one that nobody needs any more, and try again.' },
  });
});
