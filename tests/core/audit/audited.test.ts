import { describe, expect, it } from 'vitest';
import { operator, schedule } from '../../../functions/core/access/actor.ts';
import { actorName, audited, changedFields, clientOf } from '../../../functions/core/audit/audited.ts';
import { auditLog } from '../../../functions/core/audit/log.ts';
import type { RecordStore } from '../../../functions/core/audit/records.ts';
import { newTrail, recordsInMemory } from '../../support/records.ts';

const clock = () => Date.parse('2026-11-29T12:00:00Z');
const organiser = { kind: 'organiser', account: 'org_1', client: 'api' } as const;

it('writes the entry before the act, and nothing more if the act is done', async () => {
  const { audit, entries, acts } = newTrail();
  const done = await audited(
    { audit, clock },
    operator,
    'campaign.put',
    'free-them',
    { after: { goal: 5 } },
    async () => {
      expect(acts()).toEqual(['campaign.put']);
      return 'done';
    },
  );
  expect([done, acts()]).toEqual(['done', ['campaign.put']]);
  expect(entries()[0]).toMatchObject({
    actor: 'operator',
    client: 'command',
    subject: 'free-them',
    after: { goal: 5 },
  });
});

it('does nothing if the entry cannot be written', async () => {
  const broken: RecordStore = {
    ...recordsInMemory(),
    putOnce: async () => {
      throw new Error('No bucket');
    },
  };
  let isDone = false;
  const act = audited({ audit: auditLog(broken), clock }, operator, 'campaign.put', 'free-them', {}, async () => {
    isDone = true;
  });
  await expect(act).rejects.toThrow('No bucket');
  expect(isDone).toBe(false);
});

it('says in a second entry that an act failed, by the kind of its error and without its message', async () => {
  const { audit, entries } = newTrail();
  const failing = async () => {
    throw new TypeError('ada@example.org is not free');
  };
  await expect(audited({ audit, clock }, operator, 'campaign.put', 'free-them', {}, failing)).rejects.toThrow('ada@');
  expect(entries()).toMatchObject([
    { id: '000000001', act: 'campaign.put' },
    { id: '000000002', act: 'campaign.put', of: '000000001', outcome: 'failed', after: { error: 'TypeError' } },
  ]);
  expect(JSON.stringify(entries())).not.toContain('ada@');
});

it('throws the error of the act, also if the second entry cannot be written', async () => {
  const store = recordsInMemory();
  const full: RecordStore = {
    ...store,
    putOnce: async (key, bytes) => {
      if (store.records.size > 0) throw new Error('No bucket any more');
      return store.putOnce(key, bytes);
    },
  };
  const failing = async () => {
    throw new Error('Why');
  };
  const act = audited({ audit: auditLog(full), clock }, operator, 'campaign.put', 'free-them', {}, failing);
  await expect(act).rejects.toThrow('Why');
});

it('says afterwards what is known only then, also of an act that stopped half way', async () => {
  const { audit, entries } = newTrail();
  const decided = { changed: 0 };
  const act = (isBroken: boolean) =>
    audited(
      { audit, clock },
      operator,
      'signatures.void',
      'free-them',
      {},
      async () => {
        decided.changed += 7;
        if (isBroken) throw new Error('Stopped');
      },
      () => decided,
    );
  await act(false);
  await act(true).catch(() => undefined);
  expect(entries().filter(({ outcome }) => outcome)).toMatchObject([
    { of: '000000001', outcome: 'done', after: { changed: 7 } },
    { of: '000000003', outcome: 'failed', after: { changed: 14, error: 'Error' } },
  ]);
});

it('names an organiser by an id, and everybody with their client', () => {
  expect([operator, schedule, organiser].map((actor) => [actorName(actor), clientOf(actor)])).toEqual([
    ['operator', 'command'],
    ['schedule', 'schedule'],
    ['org_1', 'api'],
  ]);
});

describe('the fields that an act changes', () => {
  it('are those that differ, in full, before and after', () => {
    const before = { slug: 'free-them', goal: 5, demand: 'long', targets: [{ name: 'A', role: 'B' }], gone: 1 };
    const after = { slug: 'free-them', goal: 6, demand: 'longer', targets: [{ role: 'B', name: 'A' }], isNew: true };
    expect(changedFields(before, after)).toEqual({
      before: { goal: 5, demand: 'long', gone: 1 },
      after: { goal: 6, demand: 'longer', isNew: true },
    });
  });

  it('are all, if there was nothing before or is nothing after', () => {
    expect(changedFields(undefined, { goal: 5, none: undefined })).toEqual({ after: { goal: 5 } });
    expect(changedFields({ goal: 5 }, undefined)).toEqual({ before: { goal: 5 } });
  });

  it('are of translations, cases and updates only the parts that differ', () => {
    const cases = [
      { id: 'a', name: 'A', story: 'long' },
      { id: 'b', name: 'B' },
      { id: 'c', name: 'C' },
    ];
    const translations = { de: { title: 'D', cases: { a: { story: 'lang' }, b: { story: 'L' } } }, fr: { title: 'F' } };
    const before = { cases, translations, updates: [{ id: '1', text: 'x' }] };
    const after = {
      cases: [cases[0], { id: 'b', name: 'B', age: 1 }, { id: 'd', name: 'D' }],
      translations: {
        de: { ...translations.de, cases: { ...translations.de.cases, b: { story: 'M' } } },
        es: { title: 'E' },
      },
      updates: [
        { id: '1', text: 'y' },
        { id: '2', text: 'new' },
      ],
    };
    expect(changedFields(before, after)).toEqual({
      before: {
        cases: [
          { id: 'b', name: 'B' },
          { id: 'c', name: 'C' },
        ],
        translations: { de: { cases: { b: { story: 'L' } } }, fr: { title: 'F' } },
        updates: [{ id: '1', text: 'x' }],
      },
      after: {
        cases: [
          { id: 'b', name: 'B', age: 1 },
          { id: 'd', name: 'D' },
        ],
        translations: { de: { cases: { b: { story: 'M' } } }, es: { title: 'E' } },
        updates: [
          { id: '1', text: 'y' },
          { id: '2', text: 'new' },
        ],
      },
    });
  });

  it('are of the words that a campaign keeps by language only those that come or go, however many it keeps', () => {
    const kept = (i: number) => ({ title: `T${i}`, demand: 'x'.repeat(3_000), until: '2026-11-29T12:00:00Z' });
    const languages = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`l${i}`, kept(i)]));
    const { l3, ...others } = languages;
    for (const field of ['formerTranslations', 'translatedDemands', 'translatedSince'])
      expect(changedFields({ [field]: languages }, { [field]: { ...others, or: kept(1) } })).toEqual({
        before: { [field]: { l3 } },
        after: { [field]: { or: kept(1) } },
      });
  });

  it('show the places of cases where their order is another one', () => {
    const [a, b, c] = [
      { id: 'a', story: 'A' },
      { id: 'b', story: 'B' },
      { id: 'c', story: 'C' },
    ];
    expect(changedFields({ cases: [a, b, c] }, { cases: [b, a, { id: 'c', story: 'D' }] })).toEqual({
      before: { cases: [{ id: 'a' }, { id: 'b' }, c] },
      after: { cases: [{ id: 'b' }, { id: 'a' }, { id: 'c', story: 'D' }] },
    });
  });

  it('are whole lists where an entry has no id, or two have the same', () => {
    for (const updates of [[{ text: 'x' }], [{ id: '1' }, { id: '1' }]])
      expect(changedFields({ updates }, { updates: [] })).toEqual({ before: { updates }, after: { updates: [] } });
  });
});
