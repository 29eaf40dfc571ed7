import { beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { operator } from '../../../functions/core/access/actor.ts';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { queryCases } from '../../../functions/core/campaigns/case-index.ts';
import { FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { getStoredCampaign } from '../../../functions/core/campaigns/store.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { smallFile } from '../../support/campaign.ts';
import { organiseDeps } from '../../support/organise.ts';
import { freshTables } from '../../support/tables.ts';

/** A map with such a key is read as something else: by JavaScript, by zod, or by the client of DynamoDB. */
const names = Object.getOwnPropertyNames(Object.prototype);
let deps: ReturnType<typeof organiseDeps>;
beforeEach(async () => {
  deps = organiseDeps((await freshTables()).Campaigns, { now: Date.parse('2026-03-01T12:00:00Z') });
});
const slug = 'free-them';
const create = (more: object) => createCampaign(deps, operator, { ...smallFile, recipients: [], ...more });
/** As a request says it: `__proto__` is then a field like any other. */
const keyed = (name: string, value: object): object => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);
const german = { title: 'Frei', demand: 'Frei.' };
const read = async () => (await getStoredCampaign(deps.campaigns, slug, { consistent: true }))?.campaign;
const casesThere = async () => {
  const ids = [];
  for await (const [row] of queryCases(deps.campaigns)) ids.push(row?.id);
  return ids;
};
const refused = async (work: Promise<unknown>, what: string) => {
  const error = await work.catch((thrown) => thrown);
  expect(error, what).toBeInstanceOf(FaultyFile);
};

/** The maps of a campaign file, by the fields that lead to them: `*` is a key. */
function mapsIn(schema: z.core.$ZodType, path: readonly string[] = []): string[][] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return mapsIn(def.innerType, path);
  if (def.type === 'array') return mapsIn(def.element, path);
  if (def.type === 'record') return [[...path, '*'], ...mapsIn(def.valueType, [...path, '*'])];
  return def.type === 'object'
    ? Object.entries(def.shape).flatMap(([field, one]) => mapsIn(one, [...path, field]))
    : [];
}

describe('a word that each object of JavaScript has', () => {
  const maps = mapsIn(campaignFile);

  it('is tried in each map of the file', () => {
    expect(maps.map((path) => path.join('.'))).toEqual([
      ...['translations.*', 'translations.*.references.*', 'translations.*.targets.*', 'translations.*.handedOver.*'],
      ...['translations.*.cases.*', 'translations.*.cases.*.history.*', 'translations.*.updates.*'],
    ]);
  });

  it('is no slug, no id, no source and no name by which translations know an entry', async () => {
    const one = { name: 'Ali', status: 'detained' };
    for (const name of names) {
      await refused(create({ slug: name }), name);
      await refused(create({ cases: [{ ...one, id: name }] }), name);
      await refused(create({ cases: [{ ...one, name }] }), name);
      await refused(create({ targets: [{ name }] }), name);
      await refused(create({ sources: [name] }), name);
      await refused(createCase(deps, operator, { id: name, fields: one }), name);
      await refused(createCase(deps, operator, { fields: { ...one, name } }), name);
    }
    expect([await read(), await casesThere()]).toEqual([undefined, []]);
    // A name of which only the address would be such a word is a name.
    const { record } = await createCase(deps, operator, { fields: { ...one, name: 'Constructor' } });
    expect(record.id).toBe('case-constructor');
  });

  it.each(maps)('changes nothing as a key of %s%s', async (...path) => {
    const entries = {
      ...{ targets: [{ name: 'T' }], cases: [{ id: 'ali', name: 'Ali', status: 'released' }], handedOver: [] },
      ...{ references: [], updates: [] },
    };
    await create({ ...entries, translations: { de: german } });
    const before = await read();
    const depth = path.filter((step) => step === '*').length;
    for (const name of names) {
      let [patch, met]: [object, number] = [{}, 0];
      for (const step of path.toReversed()) {
        if (step === '*') met++;
        if (step !== '*') patch = { [step]: patch };
        else if (met === 1) patch = keyed(name, patch);
        else patch = met === depth ? { de: Object.assign({}, german, patch) } : { ali: patch };
      }
      const error = await changeCampaign(deps, operator, { slug, patch: patch as never, seen: undefined }).catch(
        (thrown) => thrown,
      );
      if (error instanceof Error) expect(error, name).toBeInstanceOf(FaultyFile);
      expect(await read(), name).toEqual(before);
    }
  });
});
