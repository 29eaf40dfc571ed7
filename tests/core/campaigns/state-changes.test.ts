import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { createCampaign, planChange, planNew } from '../../../functions/core/campaigns/organise.ts';
import { planCampaign, planClosing } from '../../../functions/core/campaigns/plan.ts';
import { planSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { InOtherState, type OrganisedStatus, organisedStatus } from '../../../functions/core/campaigns/states.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';
import { AWAY, LATER, OVER, states } from '../../support/campaign-states.ts';
import { deployedKey, freshOrganising } from '../../support/organise.ts';

const time = { now: Date.parse('2026-03-01T12:00:00Z') };
const slug = 'free-them';
const asked = { slug, seen: undefined };
let deps: Awaited<ReturnType<typeof freshOrganising>>;
beforeAll(async () => {
  deps = await freshOrganising(time);
});

type Name = keyof typeof states;

/** Changes of fields that decide about the state. */
const patches = {
  public: { visibility: 'public' },
  unlisted: { visibility: 'unlisted' },
  draft: { visibility: 'draft' },
  'opens later': { opensAt: LATER, closesAt: null },
  'has opened': { opensAt: '2026-02-02T00:00:00Z' },
  'has closed': { opensAt: '2026-02-02T00:00:00Z', closesAt: '2026-02-15T00:00:00Z' },
  'closes later': { closesAt: '2026-12-01T00:00:00Z' },
  'never closes': { closesAt: null },
  'other texts': { title: 'Others' },
} as const;

/** What the campaign becomes, and how the trail calls it. Without a word: a change. `no`: it is refused. */
type Led = 'no' | OrganisedStatus | `${OrganisedStatus} ${string}`;
/** By the order of `patches`. */
const table: Record<Name, readonly Led[]> = {
  draft: row('open open', 'open open', 'draft', 'draft', 'draft', 'draft', 'draft', 'draft', 'draft'),
  'draft that was open': row('open open', 'open open', 'draft', 'draft', 'draft', 'draft', 'draft', 'draft', 'draft'),
  'archived draft': row('no', 'no', ...Array(7).fill('archived')),
  scheduled: row(
    ...(['scheduled', 'scheduled', 'draft take-back', 'scheduled', 'open open', 'closed close'] as const),
    ...(['scheduled', 'scheduled', 'scheduled'] as const),
  ),
  open: row(
    ...(['open', 'open', 'draft take-back', 'scheduled', 'open', 'closed close', 'open', 'open', 'open'] as const),
  ),
  paused: row(
    ...(['paused', 'paused', 'draft take-back', 'scheduled', 'paused', 'closed close'] as const),
    ...(['paused', 'paused', 'paused'] as const),
  ),
  closed: row(
    ...(['closed', 'closed', 'draft take-back', 'scheduled open', 'closed', 'closed'] as const),
    ...(['open open', 'open open', 'closed'] as const),
  ),
  archived: row(
    ...(['archived', 'archived', 'draft take-back', 'scheduled open', 'archived', 'archived'] as const),
    ...(['open open', 'open open', 'archived'] as const),
  ),
};
function row(...led: readonly Led[]): readonly Led[] {
  return led;
}

const put = (name: Name) =>
  putCampaign(deps.campaigns, { ...campaignOf({ slug, recipients: [deployedKey] }), ...states[name] });

describe.each(Object.keys(states) as Name[])('a campaign that is: %s', (name) => {
  it.each(Object.keys(patches) as (keyof typeof patches)[])('by a change to: %s', async (change) => {
    await put(name);
    const led = table[name][Object.keys(patches).indexOf(change)] ?? 'no';
    const answer = await planChange(deps, operator, { ...asked, patch: patches[change] }).catch((error) => error);
    if (led === 'no') {
      expect(answer).toBeInstanceOf(InOtherState);
      expect(answer).toMatchObject({ asked: 'open', why: 'archived-draft', can: ['bring-back'] });
      return;
    }
    const { after, act } = answer;
    const [state, verb = 'put'] = led.split(' ');
    expect([organisedStatus(after, time.now), act]).toEqual([state, `campaign.${verb}`]);
    // Nothing is left that a later step would find.
    expect([after.pausedAt !== undefined, after.archivedAt !== undefined]).toEqual([
      state === 'paused',
      state === 'archived',
    ]);
  });
});

it('shows no draft that is archived, neither by a file nor by a command', async () => {
  await put('archived draft');
  const before = (await getStoredCampaign(deps.campaigns, slug, { consistent: true }))?.revision;
  const yaml = `slug: ${slug}\nvisibility: public\ntitle: T\ndemand: D\nsummary: S\nwhy: W\ngoal: 5\nopensAt: 2026-01-01T00:00:00Z\ntargets:\n  - name: T\n`;
  const sent = planSentFile(deps, operator, { ...asked, bytes: new TextEncoder().encode(yaml) });
  await expect(sent).rejects.toMatchObject({ why: 'archived-draft' });
  const file = parseCampaignFile(new TextEncoder().encode(yaml));
  await expect(planCampaign(deps, operator, file)).rejects.toMatchObject({ why: 'archived-draft' });
  expect((await getStoredCampaign(deps.campaigns, slug, { consistent: true }))?.revision).toBe(before);
});

it('names an opening in the trail, also where a campaign is made so, and by a command', async () => {
  const file = { ...smallFile, slug: 'new-one', recipients: [deployedKey] };
  const actOf = async (more: object) => (await planNew(deps, operator, { ...file, ...more })).act;
  expect(await actOf({})).toBe('campaign.put');
  expect(await actOf({ visibility: 'public' })).toBe('campaign.open');
  expect(await actOf({ visibility: 'unlisted', opensAt: LATER })).toBe('campaign.open');
  // It is history: nobody could sign it here.
  expect(await actOf({ visibility: 'public', ...OVER })).toBe('campaign.put');
  await put('draft');
  const { act } = await planCampaign(deps, operator, {
    ...(await planNew(deps, operator, file)).after,
    slug,
    visibility: 'public',
  });
  expect(act).toBe('campaign.open');
  await put('closed');
  expect((await planClosing(deps, operator, { slug, at: LATER })).act).toBe('campaign.open');
  await put('open');
  expect((await planClosing(deps, operator, { slug, at: LATER })).act).toBe('campaign.put');
  expect((await planClosing(deps, operator, { slug })).act).toBe('campaign.close');
  await createCampaign(deps, operator, { ...file, visibility: 'public' });
  const { entries } = await deps.audit.list({ act: 'campaign.open', limit: 5 });
  expect(entries.map(({ subject }) => subject)).toEqual(['new-one']);
});

it('closes without the archive a campaign that was archived once, and opened again since', async () => {
  await put('archived');
  const plan = await planChange(deps, operator, { ...asked, patch: { closesAt: null } });
  // One that was opened so before this rule has its mark still.
  for (const more of [{}, AWAY]) {
    await putCampaign(deps.campaigns, { ...plan.after, ...more });
    const { campaign } = await takeTurn(deps, operator, 'close', asked);
    expect([organisedStatus(campaign, time.now), campaign.archivedAt]).toEqual(['closed', undefined]);
  }
});
