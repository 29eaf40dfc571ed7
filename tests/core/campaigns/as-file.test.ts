import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { fileOf, groupFileOf } from '../../../functions/core/campaigns/as-file.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { withCaseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { campaignYaml, groupYaml, parseCampaignFile } from '../../../functions/core/campaigns/file.ts';
import { group as groupFields } from '../../../functions/core/campaigns/group.ts';
import { campaignFileSeen, putSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { filesOf, keptName } from '../../../functions/core/pictures/address.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { freshOrganising } from '../../support/organise.ts';

const SAMPLE = new URL('../../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);
const parsed = parseCampaignFile(readFileSync(SAMPLE));
const { $schema, picture, ...sample } = withCaseIds(parsed.slug, parsed, undefined);
const made = { id: 'a'.repeat(20), width: 480, height: 384, widths: [480] };
const campaign: Campaign = {
  ...{ ...sample, picture: { ...picture, file: undefined, made, alt: picture?.alt ?? '' } },
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** The same value, with the members of each object in the opposite order. */
function turned<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(turned) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, inside]) => [name, turned(inside)])) as Value;
}
/** As a store may return it: it keeps the order of languages. */
const asStored = ({ translations = {}, ...others }: Campaign): Campaign => ({
  ...turned(others),
  translations: Object.fromEntries(Object.entries(translations).map(([tag, texts]) => [tag, turned(texts)])),
});

it('of a group has its fields in the order of the schema, whichever order the store keeps', () => {
  const full = groupOf({
    ...{ imprint: 'https://free-voices.example/imprint', logo: { made }, controller: 'Free Voices, Berlin' },
    legalBasis: 'The law.',
  });
  expect(Object.keys(groupFileOf(turned(full)))).toEqual(
    Object.keys(groupFields.shape).filter((field) => field !== '$schema'),
  );
  expect(groupYaml(turned(full))).toBe(groupYaml(full));
  expect(groupFileOf(turned(full))).toEqual(full);
  const older = { ...full, contact: 'nobody' };
  expect(groupYaml(turned(older))).toBe(groupYaml(older));
});

describe('the file of a campaign', () => {
  it('is the same in whatever order the store keeps the names of translations', () => {
    expect(campaignYaml(asStored(campaign))).toBe(campaignYaml(campaign));
    expect(JSON.stringify(fileOf(asStored(campaign)))).toBe(JSON.stringify(fileOf(campaign)));
    expect(Object.keys(fileOf(asStored(campaign)))[0]).toBe('slug');
  });

  it('has the entries of a translation in the order of the lists that they translate', () => {
    const { translations = {}, cases } = fileOf(asStored(campaign));
    for (const texts of Object.values(translations))
      expect(Object.keys(Object(texts.cases))).toEqual(
        cases.flatMap(({ id = '' }) => (Object.hasOwn(Object(texts.cases), id) ? [id] : [])),
      );
  });

  it('is the same also under older rules, which the schema refuses now', () => {
    const older = { ...campaignOf(), goal: -1, group: groupOf() };
    expect(campaignYaml(turned(older))).toBe(campaignYaml(older));
  });

  it('comes back byte for byte, however often it is read and put', async () => {
    const deps = await freshOrganising({ now: Date.parse('2026-03-01T12:00:00Z') });
    for (const name of filesOf(made)) await deps.pictures.put(keptName(name), Buffer.from(name));
    await putCampaign(deps.campaigns, campaign, 0);
    const { slug } = campaign;
    const read = async () => (await campaignFileSeen(deps, operator, slug)).yaml;
    const first = await read();
    for (let i = 0; i < 4; i++) expect(await read()).toBe(first);
    const put = await putSentFile(deps, operator, { slug, bytes: Buffer.from(first), seen: 1 });
    expect([put.revision, await read()]).toEqual([1, first]);
    expect(JSON.stringify(fileOf((await getCampaign(deps.campaigns, slug)) ?? campaign))).toBe(
      JSON.stringify(fileOf(campaign)),
    );
  });
});
