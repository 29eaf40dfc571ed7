import { describe, expect, it } from 'vitest';
import { type CampaignFile, campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { campaignDangers } from '../../../functions/core/campaigns/dangers.ts';
import type { Group } from '../../../functions/core/campaigns/group.ts';
import { checkPastOf } from '../../../functions/core/campaigns/past.ts';
import { fieldsOf } from '../../../functions/core/campaigns/schema.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';

const key = 'age1another';
const now = Date.parse('2026-06-01T00:00:00Z');
const past = '2026-05-01T00:00:00Z';
const later = '2026-07-01T00:00:00Z';
const open = campaignOf({ recipients: [], sources: ['a'], showNames: true });
const upcoming = campaignOf({ ...open, opensAt: later });
const live = campaignOf({ ...open, publish: 'live' });

const withCase = (changes: Partial<CampaignFile['cases'] extends (infer One)[] | undefined ? One : never>) =>
  campaignOf({ ...open, cases: [{ name: 'Ada', status: 'detained', ...changes }] });
const ada = (work: string, status: 'detained' | 'released') => ({ name: 'Ada', status, work, people: 1 });
const twoCases = campaignOf({ ...open, cases: [ada('Poet', 'detained'), ada('Lawyer', 'released')] });
const picture = { alt: 'A cell', made: { id: 'a'.repeat(20), width: 100, height: 100, widths: [100] } };
const report = { title: 'A report', url: 'https://example.org/' };
const news = { at: past, title: 'News', text: 'News.' };

it('sees no danger in a change of words', () => {
  expect(campaignDangers(open, { ...open, summary: 'They wrote.', why: 'They wrote.' }, [open], now)).toEqual([]);
});

it.each([
  ['a lower goal', 'goal-lowered', open, { ...open, goal: 99 }],
  ['a closing that is past', 'closed-at-once', open, { ...open, closesAt: past }],
  ['a case that is detained again', 'release-undone', withCase({ status: 'released' }), withCase({})],
  [
    'a history that gets shorter',
    'release-undone',
    withCase({ history: [{ status: 'detained', on: '2024' }] }),
    withCase({}),
  ],
  ['a death that is taken back', 'release-undone', withCase({ status: 'died' }), withCase({ status: 'released' })],
  [
    'a release of somebody whose work the file does not know',
    'release-undone',
    withCase({ status: 'released', work: 'Lawyer' }),
    withCase({}),
  ],
  [
    'a history that gets another entry in place of one',
    'release-undone',
    withCase({ status: 'released', history: [{ status: 'released', on: '2026-05' }] }),
    withCase({ status: 'released', history: [{ status: 'released', on: '2025' }] }),
  ],
  [
    'a release of one of two people of one name',
    'release-undone',
    campaignOf({ ...open, cases: [ada('Poet', 'detained'), ada('Lawyer', 'released')] }),
    campaignOf({ ...open, cases: [ada('Lawyer', 'detained'), ada('Poet', 'detained')] }),
  ],
  ['a case that disappears', 'case-removed', withCase({ status: 'released' }), open],
  [
    'one of two people of one name that disappears',
    'case-removed',
    campaignOf({ ...open, cases: [ada('Poet', 'detained'), ada('Lawyer', 'detained')] }),
    campaignOf({ ...open, cases: [ada('Lawyer', 'detained')] }),
  ],
  [
    'one of two updates of one title that disappears',
    'update-removed',
    { ...open, updates: [news, { ...news, at: '2026-04-01T00:00:00Z' }] },
    { ...open, updates: [news] },
  ],
  [
    'an update with other words',
    'update-changed',
    { ...open, updates: [news] },
    { ...open, updates: [{ ...news, text: 'Other news.' }] },
  ],
  [
    'an answer that disappears',
    'outcome-removed',
    { ...open, handedOver: [{ on: '2026', to: 'Them', answer: 'Yes.' }] },
    { ...open, handedOver: [{ on: '2026', to: 'Them' }] },
  ],
  [
    'another answer',
    'outcome-changed',
    { ...open, handedOver: [{ on: '2026', to: 'Them', answer: 'Yes.' }] },
    { ...open, handedOver: [{ on: '2026', to: 'Them', answer: 'No.' }] },
  ],
  [
    'another victory',
    'outcome-changed',
    { ...open, won: { on: '2026', words: 'All are free.' } },
    { ...open, won: { on: '2026', words: 'One is free.' } },
  ],
  ['an update that disappears', 'update-removed', { ...open, updates: [news] }, open],
  ['a victory that disappears', 'outcome-removed', { ...open, won: { on: '2026', words: 'All are free.' } }, open],
  ['a hand-over that disappears', 'outcome-removed', { ...open, handedOver: [{ on: '2026', to: 'Them' }] }, open],
  ['other words than those that were signed', 'demand-changed', open, { ...open, demand: 'Release all.' }],
  ['another title than the one that was signed', 'title-changed', open, { ...open, title: 'Free all of them' }],
  [
    'other words in a language in which people signed',
    'demand-changed',
    { ...open, translations: { az: { title: 'Azad edin', demand: 'Buraxın.' } } },
    { ...open, translations: { az: { title: 'Azad edin', demand: 'Hamısını buraxın.' } } },
  ],
  [
    'a translation that disappears',
    'translation-removed',
    { ...open, translations: { az: { title: 'Azad edin', demand: 'Buraxın.' } } },
    open,
  ],
  ['another target', 'targets-changed', open, { ...open, targets: [{ name: 'The courts' }] }],
  ['one target more', 'targets-changed', open, { ...open, targets: [...open.targets, { name: 'The courts' }] }],
  ['another letter', 'letter-changed', { ...open, letter: 'Release them.' }, { ...open, letter: 'Release all.' }],
  ['a letter that disappears', 'letter-changed', { ...open, letter: 'Release them.' }, open],
  ['a letter that nobody saw', 'letter-changed', open, { ...open, letter: 'Release them.' }],
  ['a picture that disappears', 'picture-removed', { ...open, picture }, open],
  ['a picture of a case that disappears', 'picture-removed', withCase({ picture }), withCase({})],
  ['a source of facts that disappears', 'reference-removed', { ...open, references: [report] }, open],
  ['a time zone that disappears', 'time-zone-removed', { ...open, timeZone: 'Asia/Baku' }, open],
  ['news that end', 'news-off', { ...open, news: true }, open],
  ['another group', 'group-changed', { ...open, group: groupOf() }, { ...open, group: groupOf({ name: 'Others' }) }],
  ['a group that disappears', 'group-changed', { ...open, group: groupOf() }, open],
  [
    'another person who is responsible for the data',
    'group-changed',
    { ...open, group: groupOf() },
    { ...open, group: groupOf({ controller: 'Ada' }) },
  ],
  ['a draft that was public', 'draft-again', open, { ...open, visibility: 'draft' as const }],
  ['a draft that is shown', 'shown-from-now', { ...open, visibility: 'draft' as const }, open],
  ['a campaign that leaves the lists', 'unlisted-from-now', open, { ...open, visibility: 'unlisted' as const }],
  ['a campaign that is listed again', 'listed-from-now', { ...open, visibility: 'unlisted' as const }, open],
  ['names that are shown again', 'names-shown', { ...open, showNames: false }, open],
  ['an end that is not the closing', 'won-but-open', open, { ...open, won: { on: '2026', words: 'All are free.' } }],
  ['an opening put off', 'not-open-any-more', open, { ...open, opensAt: later }],
  ['other recipients', 'recipients-changed', open, { ...open, recipients: [key] }],
  ['names no longer shown', 'names-hidden', open, { ...open, showNames: false }],
  ['a source gone', 'source-removed', { ...open, sources: ['a', 'b'] }, open],
  ['strict rules', 'strict-from-now', open, { ...open, strict: true }],
  ['strict rules that end', 'strict-no-longer', { ...open, strict: true }, open],
  ['a subject that no longer names it', 'subject-neutral-from-now', open, { ...open, neutralSubject: true }],
  ['a subject that names it again', 'subject-named-from-now', { ...open, neutralSubject: true }, open],
  [
    'identities that are erased earlier',
    'kept-shorter',
    { ...open, closesAt: past, keepMonths: 12 },
    { ...open, closesAt: past, keepMonths: 6 },
  ],
  [
    'identities that are due to be erased',
    'erased-at-once',
    { ...open, closesAt: '2026-03-01T00:00:00Z' },
    { ...open, closesAt: '2026-03-01T00:00:00Z', keepMonths: 2 },
  ],
  ['HTML in a text', 'markup', open, { ...open, why: 'They are <b>innocent</b>.' }],
  ['a picture in a text', 'markup', open, { ...open, why: '![A cell](https://example.org/x.png)' }],
  ['code in a letter', 'markup', upcoming, { ...upcoming, letter: '```\nRelease all.\n```' }],
  ['strong words in a line', 'markup', open, { ...open, summary: 'Release **all** of them.' }],
  ['a heading in a line', 'markup', open, { ...open, summary: '# Release all' }],
  ['strong words of another kind in a text', 'markup', open, { ...open, why: 'Release __all__ of them.' }],
  ['a link in a line', 'markup', open, { ...open, summary: 'Read [this](https://example.org).' }],
  [
    'a link in the title of an update',
    'markup',
    open,
    { ...open, updates: [{ at: past, title: '[News](https://example.org)', text: 'News.' }] },
  ],
])('warns of %s', (_, danger, before, after) => {
  expect(campaignDangers(before, after, [before], now)).toEqual([danger]);
});

it.each([
  ['opening again', 'reopened', { ...open, closesAt: past }, open],
  ['opening again later', 'reopened', { ...open, closesAt: past }, { ...open, opensAt: later }],
  ['a later closing', 'closing-later', { ...open, closesAt: later }, { ...open, closesAt: '2026-08-01T00:00:00Z' }],
  ['a closing that disappears', 'closing-removed', { ...open, closesAt: later }, open],
])('warns of %s, and that names are kept longer than signers were told', (_, danger, before, after) => {
  expect(campaignDangers(before, after, [before], now)).toEqual([danger, 'kept-longer']);
  const soon = { ...before, closesAt: '2026-04-01T00:00:00Z' };
  const due = campaignDangers(soon, { ...after, opensAt: open.opensAt }, [before], now, 1);
  expect(due).toEqual(['reopened', 'kept-after-all']);
});

it('warns of no longer keeping while nobody can have signed', () => {
  const kept = { ...upcoming, closesAt: '2026-08-01T00:00:00Z', keepMonths: 1 };
  expect(campaignDangers(kept, { ...kept, keepMonths: 9 }, [kept], now)).toEqual([]);
  expect(campaignDangers({ ...kept, opensAt: past }, { ...kept, opensAt: past, keepMonths: 9 }, [kept], now)).toEqual([
    'kept-longer',
  ]);
  const draft = { ...open, visibility: 'draft' as const };
  expect(campaignDangers({ ...draft, closesAt: past }, draft, [draft], now)).toEqual([]);
});

it('uses the stage’s months to warn of due identities, if the campaign sets none', () => {
  const longAgo = { ...open, closesAt: '2026-03-01T00:00:00Z' };
  expect(campaignDangers(open, longAgo, [open], now, 2)).toEqual(['closed-at-once', 'erased-at-once']);
  expect(campaignDangers(open, longAgo, [open], now, 120)).toEqual(['closed-at-once']);
});

it('compares the group of a campaign with the group of the installation, where it has none of its own', () => {
  const own = { ...open, group: groupOf({ name: 'Its Own' }) };
  const dangersOf = (before: typeof open, after: typeof open, ofAll: Group | null) =>
    campaignDangers(before, after, [before], now, 6, ofAll);
  expect(dangersOf(open, own, groupOf())).toEqual(['group-changed']);
  expect(dangersOf(own, open, groupOf())).toEqual(['group-changed']);
  expect(dangersOf(own, open, groupOf({ name: 'Its Own', contact: 'other@example.org' }))).toEqual([]);
  // Nobody agreed to a group that was not named.
  expect(dangersOf(open, own, null)).toEqual([]);
  const deleted = { ...own, closesAt: past, deletedAt: past };
  expect(dangersOf(deleted, open, groupOf())).toContain('group-changed');
});

it('warns of a new slug for a title that is there already, and of leaving the keys to the group', () => {
  const renamed = { ...open, slug: 'free-them-all' };
  expect(campaignDangers(undefined, renamed, [open], now)).toEqual(['same-title', 'recipients-of-the-group']);
  const another = { ...renamed, title: 'Free all of them' };
  expect(campaignDangers(undefined, another, [open], now)).toEqual(['recipients-of-the-group']);
});

it('warns of keys that are left to the group from now on', () => {
  const own = { ...open, recipients: [key] };
  expect(campaignDangers(own, open, [own], now)).toEqual(['recipients-changed', 'recipients-of-the-group']);
});

it('warns of a new campaign that is strict from its beginning', () => {
  expect(campaignDangers(undefined, { ...open, strict: true, recipients: [key] }, [], now)).toEqual([
    'recipients-of-its-own',
    'strict-from-now',
  ]);
});

it.each([
  ['an opening put off before it came', { ...open, opensAt: later }, { ...open, opensAt: '2026-08-01T00:00:00Z' }],
  [
    'links, lists, line breaks, headings and stars in long texts',
    upcoming,
    {
      ...upcoming,
      why: '# Why\nRead [this](https://example.org). It says *all* of **all**.',
      letter: '## Release **all** of them\n- One\n- Two',
      updates: [{ at: past, title: 'News', text: 'One\\\n[Two](mailto:a@example.org)' }],
    },
  ],
  ['numbers that are live already', live, { ...live, goal: 200 }],
  ['names that were never shown', { ...open, showNames: false }, { ...open, showNames: false, goal: 200 }],
  ['identities that are kept as long as before', { ...open, closesAt: past }, { ...open, closesAt: past, goal: 200 }],
  [
    'identities that were due already',
    { ...open, closesAt: '2026-03-01T00:00:00Z', keepMonths: 3 },
    { ...open, closesAt: '2026-03-01T00:00:00Z', keepMonths: 2 },
  ],
  [
    'news of cases, updates, a victory and an answer',
    {
      ...withCase({ history: [{ status: 'detained', on: '2024' }] }),
      updates: [news],
      handedOver: [{ on: '2026', to: 'Them' }],
    },
    {
      ...withCase({
        status: 'released',
        work: 'Lawyer',
        history: [
          { status: 'detained', on: '2024', note: 'At night' },
          { status: 'released', on: '2026-05-31' },
        ],
      }),
      closesAt: '2026-08-01T00:00:00Z',
      updates: [{ at: past, title: 'Free', text: 'At last.' }, news],
      handedOver: [{ on: '2026', to: 'Them', answer: 'Yes.' }],
    },
  ],
  [
    'words, targets, a letter and a group that nobody can have signed for',
    { ...upcoming, group: groupOf() },
    { ...upcoming, group: groupOf({ name: 'Others' }), title: 'A', demand: 'B', letter: 'C', targets: [{ name: 'D' }] },
  ],
  [
    'another address, or another title, of a source of facts',
    { ...open, references: [report, { title: 'Another', url: 'https://example.org/2' }] },
    {
      ...open,
      references: [
        { ...report, title: 'The report' },
        { title: 'Another', url: 'https://example.org/3' },
      ],
    },
  ],
  [
    'another picture',
    { ...open, picture },
    { ...open, picture: { ...picture, made: { ...picture.made, id: 'b'.repeat(20) } } },
  ],
  ['what is said of a target', open, { ...open, targets: open.targets.map((one) => ({ ...one, role: 'Decides.' })) }],
  ['the order of cases', twoCases, { ...twoCases, cases: twoCases.cases.toReversed() }],
  ['a death after a release', withCase({ status: 'released' }), withCase({ status: 'died' })],
  ['an update of this moment', open, { ...open, updates: [{ at: isoTime(now), title: 'News', text: 'News.' }] }],
])('does not warn of %s', (_, before, after) => {
  expect(campaignDangers(before, after, [before], now)).toEqual([]);
});

it('calls identities that are due this moment erased, not kept shorter', () => {
  const closed = { ...open, closesAt: '2026-03-01T00:00:00Z' };
  expect(campaignDangers(closed, { ...closed, keepMonths: 3 }, [closed], now)).toEqual(['erased-at-once']);
});

it('warns of keys that a new campaign names, and not of those that it keeps', () => {
  const own = { ...open, recipients: [key] };
  expect(campaignDangers(undefined, own, [], now)).toEqual(['recipients-of-its-own']);
  expect(campaignDangers(own, { ...own, goal: 200 }, [own], now)).toEqual([]);
});

it('warns of other words than those that the signers of a deleted campaign signed', () => {
  const deleted = { ...open, closesAt: past, deletedAt: past, targets: [] };
  const changed = { ...open, title: 'Free all of them', demand: 'Release all.', letter: 'Release all.' };
  const dangers = campaignDangers(deleted, changed, [deleted], now);
  expect(dangers).toEqual(['brought-back', 'demand-changed', 'title-changed', 'reopened']);
});

it('warns of bringing a deleted campaign back, and of nothing that a file would undo in it', () => {
  const deleted = { ...open, closesAt: past, deletedAt: past, updates: [] };
  expect(campaignDangers(deleted, open, [deleted], now)).toEqual(['brought-back', 'reopened']);
});

describe('a date that is still to come', () => {
  const dated: Record<string, (date: string) => Partial<CampaignFile>> = {
    'updates.at': (date) => ({ updates: [{ ...news, at: `${date}T00:00:00Z` }] }),
    'won.on': (on) => ({ won: { on, words: 'All are free.' }, closesAt: past }),
    'handedOver.on': (on) => ({ handedOver: [{ on, to: 'Them' }] }),
    'references.date': (date) => ({ references: [{ title: 'A report', url: 'https://example.org/', date }] }),
    'cases.detainedOn': (detainedOn) => ({ cases: [{ name: 'Ada', status: 'detained', detainedOn }] }),
    'cases.history.on': (on) => ({
      cases: [{ name: 'Ada', status: 'detained', history: [{ on, status: 'detained' }] }],
    }),
  };
  /** What may be ahead. What has happened may not. */
  const warned: Record<string, string> = { 'updates.at': 'update-ahead', 'references.date': 'date-ahead' };
  const fileOf = (name: string, date: string, timeZone = 'Z') =>
    campaignOf({ ...open, opensAt: `2026-01-01T00:00:00${timeZone}`, ...dated[name]?.(date) });
  const dangersAt = (name: string, date: string, timeZone = 'Z') => {
    const file = fileOf(name, date, timeZone);
    return campaignDangers(file, file, [file], now);
  };

  it('is warned of, or refused, in each field that says when something happened', () => {
    const fields = [...fieldsOf(campaignFile)].filter(([name]) => /(^|\.)(at|on|date|detainedOn)$/.test(name));
    expect(fields.map(([name]) => name).sort()).toEqual(Object.keys(dated).sort());
    for (const name of Object.keys(dated)) {
      const check = (date: string, before?: string) => () =>
        checkPastOf(before === undefined ? undefined : fileOf(name, before), fileOf(name, date), now);
      expect([name, dangersAt(name, '2026-05-31')]).toEqual([name, []]);
      expect(check('2026-05-31')).not.toThrow();
      if (warned[name] !== undefined) {
        expect([name, dangersAt(name, '2099-01-01')]).toEqual([name, [warned[name]]]);
        expect(check('2099-01-01')).not.toThrow();
      } else {
        expect(check('2099-01-01')).toThrow('must not be after today');
        // What older rules have stored stays, and hinders no other change.
        expect(check('2099-01-01', '2099-01-01')).not.toThrow();
        expect(check('2099-01-02', '2099-01-01')).toThrow('must not be after today');
      }
    }
  });

  it('of a source may be a day, a month or a year, by the clocks of the campaign', () => {
    const name = 'references.date';
    const ahead = ['2026-06-01', '2026-06-02', '2026-06', '2026-07', '2026', '2027'].filter(
      (date) => dangersAt(name, date).length > 0,
    );
    expect(ahead).toEqual(['2026-06-02', '2026-07', '2027']);
    expect(dangersAt(name, '2026-06-01', '-03:00')).toEqual(['date-ahead']);
    expect(dangersAt(name, '2026-06-02', '+14:00')).toEqual(['date-ahead']);
  });

  it('of what has happened is one once it is so everywhere on earth, whatever the clocks of the campaign', () => {
    for (const name of Object.keys(dated).filter((one) => warned[one] === undefined))
      for (const timeZone of ['Z', '-03:00', '+14:00']) {
        const refused = ['2026-06-01', '2026-06-02', '2026-06', '2026-07', '2026', '2027'].filter((date) => {
          try {
            checkPastOf(undefined, fileOf(name, date, timeZone), now);
            return false;
          } catch {
            return true;
          }
        });
        expect([name, refused]).toEqual([name, ['2026-06-02', '2026-07', '2027']]);
      }
  });
});

/** What a newer campaign has otherwise than an older file, for each field that `put` warns of. */
const newer: Partial<Record<keyof CampaignFile, Partial<CampaignFile>>> = {
  title: { title: 'Free all of them' },
  demand: { demand: 'Release all.' },
  letter: { letter: 'Release all.' },
  targets: { targets: [{ name: 'The courts' }] },
  goal: { goal: 200 },
  references: { references: [report] },
  picture: { picture },
  group: { group: groupOf() },
  timeZone: { timeZone: 'Asia/Baku' },
  news: { news: true },
  closesAt: { closesAt: later },
  visibility: { visibility: 'unlisted' },
  showNames: { showNames: false },
  won: { won: { on: '2026', words: 'All are free.' } },
  handedOver: { handedOver: [{ on: '2026', to: 'Them' }] },
  cases: { cases: [{ name: 'Ada', status: 'released' }] },
  updates: { updates: [news] },
  strict: { strict: true },
  publish: { publish: 'careful' },
  neutralSubject: { neutralSubject: true },
  keepMonths: { keepMonths: 24 },
  sources: { sources: ['a', 'b'] },
  recipients: { recipients: [] },
  translations: { translations: { az: { title: 'Azad edin', demand: 'Buraxın.' } } },
};

/** Fields whose change takes nothing back that people count on: the changes that `put` shows are enough. */
const shownAsChanges: readonly (keyof CampaignFile)[] = [
  ...(['slug', 'language', 'summary', 'why', 'country', 'notice'] as const),
  ...(['opensAt', 'countryOptional', 'related', '$schema'] as const),
];

it('warns of an older file, whichever field the campaign has changed since', () => {
  const fields = [...Object.keys(newer), ...shownAsChanges];
  expect(fields.sort()).toEqual(Object.keys(campaignFile.shape).sort());
  for (const [field, changes] of Object.entries(newer)) {
    const file = campaignOf({ ...open, publish: 'live', ...(field === 'keepMonths' && { closesAt: later }) });
    const stored = { ...campaignOf({ ...file, ...changes }), ...(field === 'recipients' && { recipients: [key] }) };
    expect(campaignDangers(file, file, [file], now)).toEqual([]);
    expect(campaignDangers(stored, file, [stored], now), field).not.toEqual([]);
  }
});
