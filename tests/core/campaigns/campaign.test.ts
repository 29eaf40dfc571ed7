import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { checkCampaign } from '../../../functions/core/campaigns/faults.ts';
import { fieldsOf } from '../../../functions/core/campaigns/schema.ts';
import { campaignOf, smallFile } from '../../support/campaign.ts';

/** The fields that are refused when a file is changed so, with the words for each that has its own. */
function faultsOf(changes: Record<string, unknown>): string[] {
  const parsed = z.safeParse(campaignFile, { ...smallFile, ...changes });
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

it('fills in optional fields', () => {
  expect(campaignOf()).toMatchObject({ language: 'en', showNames: false, cases: [], updates: [], recipients: [] });
});

it('keeps moments as they are written, with their offset', () => {
  expect(campaignOf({ opensAt: '2026-10-09T12:00:00+04:00' }).opensAt).toBe('2026-10-09T12:00:00+04:00');
});

it('takes the offset of its time zone, of winter and of summer, and UTC', () => {
  const dates = { opensAt: '2026-01-01T00:00:00+01:00', closesAt: '2026-07-01T00:00:00+02:00' };
  expect(faultsOf({ timeZone: 'Europe/Berlin', ...dates })).toEqual([]);
  expect(faultsOf({ timeZone: 'Europe/Berlin', closesAt: '2026-07-01T00:00:00Z' })).toEqual([]);
});

it.each(['Europe/London', 'Africa/Accra', 'Atlantic/Reykjavik', 'UTC'])('takes Z and +00:00 beside %s', (timeZone) => {
  for (const at of ['2026-01-02T00:00:00Z', '2026-01-02T00:00:00+00:00', '2026-01-02T00:00:00-00:00'])
    expect(faultsOf({ timeZone, opensAt: at }), at).toEqual([]);
  expect(faultsOf({ timeZone, opensAt: '2026-01-02T00:00:00+01:00' })).toHaveLength(1);
});

it('accepts a day, a month, or a year that YAML has read as a number', () => {
  const on = (detainedOn: string | number) =>
    campaignOf({ cases: [{ name: 'One', status: 'detained', detainedOn }] }).cases[0]?.detainedOn;
  expect([on('2011-04-05'), on('2011-04'), on('2011'), on(2011)]).toEqual(['2011-04-05', '2011-04', '2011', '2011']);
});

it('takes marks of direction in pairs, one within the other', () => {
  expect(
    faultsOf({ title: 'Free \u2068\u202bAli\u202c\u2069 and \u2066Eva\u2069', why: '\u2067A\u2069\n\nB\u200f' }),
  ).toEqual([]);
});

describe('refuses', () => {
  it.each([
    ['a closing before the opening', { closesAt: '2025-01-01T00:00:00Z' }, 'closesAt: must be after opensAt'],
    ['a closing at the opening', { closesAt: '2026-01-01T00:00:00Z' }, 'closesAt: must be after opensAt'],
    ['itself among the related', { related: ['free-them'] }, 'related: must not name the campaign itself'],
    [
      'a link of an odd kind',
      { why: 'See [this](https://example.org) and [that](javascript:alert).' },
      'why: may not link to “javascript:alert”: a link begins with https://, http:// or mailto:',
    ],
    ['a link without an address', { letter: '[Read]()' }, 'letter: has a link without an address'],
    [
      'a link that is begun right, and is no whole address',
      { why: '![x](http://a/b.png)' },
      'why: may not link to “http://a/b.png”: “a” has no dot, so it is no whole name of a site',
    ],
    [
      'a link to a site behind a name',
      { why: '[x](https://known.example@other.example/)' },
      'why: may not link to “https://known.example@other.example/”: it has a name before an @, which hides the site behind it',
    ],
    ['a link to no site', { why: '[x](https:///x)' }, 'why: may not link to “https:///x”: it names no site'],
    [
      'a link to nobody’s mailbox',
      { why: '[x](mailto:ana)' },
      'why: may not link to “mailto:ana”: an e-mail address follows mailto:, as in mailto:mail@example.org',
    ],
    [
      'a reference to a half address',
      { references: [{ title: 'A', url: 'https://report' }] },
      'references.0.url: must be the address of a page, such as https://example.org/report, but “report” has no dot, so it is no whole name of a site',
    ],
    [
      'a link to a path in an update',
      { updates: [{ at: '2026-02-01T00:00:00Z', title: 'One', text: '[More](/more)' }] },
      'updates.0.text: may not link to “/more”: a link begins with https://, http:// or mailto:',
    ],
    [
      'a link that brings data in a story',
      { cases: [{ name: 'Ali', status: 'detained', story: '[x](data:text/html,y)' }] },
      'cases.0.story: may not link to “data:text/html,y”: a link begins with https://, http:// or mailto:',
    ],
    ['a target twice', { targets: [{ name: 'A' }, { name: 'A' }] }, 'targets.1: is in the list already'],
    ['a source twice', { sources: ['a', 'a'] }, 'sources.1: is in the list already'],
    ['a line break in a line', { title: 'Free\nthem' }, 'title: must be one line without control characters'],
    [
      'a text that turns its direction over',
      { title: 'Free \u202Ethem' },
      'title: must be one line without control characters',
    ],
    ...[
      'Free\u2069 them',
      '\u2068Free them',
      'Free\u202c them',
      '\u202bFree\u2069 them\u202c',
      '\u2067\u202aA\u2069\u202c',
    ].map((title): [string, Record<string, unknown>, string] => [
      `marks of direction without their pair: ${JSON.stringify(title)}`,
      { title },
      'title: must end each direction of writing that it begins, and no other: U+2066 to U+2068 by U+2069, U+202A and U+202B by U+202C',
    ]),
    [
      'a direction that goes on in the next paragraph',
      { why: 'A \u2067B\n\nC\u2069.' },
      'why: must end each direction of writing that it begins, and no other: U+2066 to U+2068 by U+2069, U+202A and U+202B by U+202C',
    ],
    ['a control character in prose', { why: 'Be\u0007cause' }, 'why: must be without control characters'],
    ...['\ufffe', '\uffff', '\ufdd0', '\u{1fffe}', '\ud800', '\udc00'].flatMap(
      (letter): [string, Record<string, unknown>, string][] => {
        const name = `a code point that is no character, U+${letter.codePointAt(0)?.toString(16)}`;
        const address = `https://example.org/${letter}`;
        return [
          [`${name}, in a line`, { title: `A${letter}B` }, 'title: must be one line without control characters'],
          [`${name}, in prose`, { why: `A${letter}B` }, 'why: must be without control characters'],
          [
            `${name}, in an address`,
            { references: [{ title: 'One', url: address }] },
            'references.0.url: must be the address of a page, such as https://example.org/report, but it has a letter that no address has, such as a blank or one that nobody sees',
          ],
        ];
      },
    ),
    [
      'a language that is none',
      { language: 'english!' },
      'language: must be a BCP 47 tag of a language, such as en, az or pt-BR',
    ],
    [
      'a time zone that is none',
      { timeZone: 'Baku' },
      'timeZone: must be a time zone such as Asia/Baku, Europe/Berlin or America/New_York',
    ],
    [
      'an offset as a time zone',
      { timeZone: '+04:00' },
      'timeZone: must be a time zone such as Asia/Baku, Europe/Berlin or America/New_York',
    ],
    [
      'a moment with the offset of another place',
      { timeZone: 'Asia/Baku', closesAt: '2026-07-01T00:00:00+02:00' },
      'closesAt: must have the offset that Asia/Baku has then, as in 2026-07-01T02:00:00+04:00',
    ],
    [
      'an update with the offset of another place',
      { timeZone: 'Asia/Baku', updates: [{ at: '2026-07-01T00:00:00+02:00', title: 'News', text: 'So.' }] },
      'updates.0.at: must have the offset that Asia/Baku has then, as in 2026-07-01T02:00:00+04:00',
    ],
    ['a country that is none', { country: 'XX' }, 'country: must be an ISO 3166-1 alpha-2 code, such as AZ'],
  ])('%s', (_, changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  it('the same case twice, but not two people of one name', () => {
    const one = { name: 'Ali', status: 'detained' };
    expect(faultsOf({ cases: [one, { ...one }] })).toEqual(['cases.1: is in the list already']);
    expect(faultsOf({ cases: [one, { ...one, work: 'Lawyer' }] })).toEqual([]);
    const [lawyer, poet] = [
      { ...one, id: 'ali-lawyer' },
      { ...one, id: 'ali-poet' },
    ];
    expect(faultsOf({ cases: [lawyer, poet] })).toEqual([]);
    expect(faultsOf({ cases: [lawyer, { ...poet, id: lawyer.id }] })).toEqual(['cases.1: is in the list already']);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'example.org',
    'https://',
    ' https://a.example',
    'https://a.example/"x',
    'https://a.example/<x>',
    'https://a.example/\\x',
    'https://localhost/',
    'https://known.example@other.example/',
    'https://a.example/\u202Ex',
  ])('a source at %s', (url) => {
    expect(faultsOf({ references: [{ title: 'A report', url }] })).toEqual([
      expect.stringMatching(
        /^references\.0\.url: must be the address of a page, such as https:\/\/example\.org\/report/,
      ),
    ]);
  });

  it('a history that is not in the order of time, or ends otherwise than the case', () => {
    const faults = (...history: object[]) =>
      faultsOf({ cases: [{ name: 'Ada', status: 'released', detainedOn: '2024', history }] });
    const [detained, released] = [
      { status: 'detained', on: '2024-05' },
      { status: 'released', on: '2026-02-01' },
    ];
    expect(faults(detained, released)).toEqual([]);
    expect(faults({ ...detained, on: '2026' }, released)).toEqual([]);
    expect(faults(detained)).toEqual(['cases.0.status: must be the status of the last entry of history']);
    expect(faults(detained, { ...released, on: '2023-12' })).toContain(
      'cases.0.detainedOn: must not be later than the last entry of history',
    );
    expect(faults({ ...released, on: '2023' })).toEqual([
      'cases.0.detainedOn: must not be later than the last entry of history',
    ]);
    expect(faults({ ...released, on: '2024' })).toEqual([]);
    expect(faults({ ...detained, on: '2026-03' }, released)).toEqual([
      'cases.0.history: must be in the order of time, the oldest first',
    ]);
  });

  it('a month that does not exist', () => {
    expect(faultsOf({ cases: [{ name: 'One', status: 'detained', detainedOn: '2011-13' }] })).toHaveLength(1);
  });

  it('a field that it does not know, wherever it is', () => {
    expect(faultsOf({ closeAt: 'x' })).toHaveLength(1);
    expect(faultsOf({ cases: [{ name: 'One', status: 'detained', detainedon: '2011' }] })).toHaveLength(1);
  });

  it('fields that do not fit together, even while another field is wrong', () => {
    expect(faultsOf({ goal: -1, closesAt: '2025-01-01T00:00:00Z', related: ['free-them'] })).toHaveLength(3);
  });
});

it('lets prose have paragraphs', () => {
  expect(campaignOf({ why: 'One.\n\nTwo.\n' }).why).toBe('One.\n\nTwo.');
});

it('counts a text in characters as people see them, in its bound and in what it says', () => {
  expect(faultsOf({ title: '🕊'.repeat(120) })).toEqual([]);
  expect(() => checkCampaign({ ...smallFile, title: '🕊'.repeat(121) })).toThrow(
    'title must be 120 characters or shorter (it is 121)',
  );
});

interface Bound {
  readonly type?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Bound;
  readonly properties?: Readonly<Record<string, Bound>>;
}

/** The most bytes that a value can have as DynamoDB counts them: four for a character, one for each value in a list. */
function most({ type, maxLength, maxItems = Number.NaN, items, properties }: Bound): number {
  if (items) return maxItems * (most(items) + 1);
  if (properties) return Object.entries(properties).reduce((sum, [key, one]) => sum + key.length + most(one) + 1, 3);
  // What has no bound of its own is a code, a date or a number.
  return type === 'string' && maxLength !== undefined ? maxLength * 4 : 200;
}

it('fits into the items and the transaction of DynamoDB with every text as long as it may be', () => {
  const { properties = {} } = z.toJSONSchema(campaignFile, { io: 'input' }) as Bound;
  const { $schema, targets, cases, updates, why, letter, references, handedOver, ...head } = properties;
  const texts = { why, letter, references, handedOver } as Record<string, Bound>;
  // Beside the file, a head has five former demands.
  const whole = most({ properties: head }) + 5 * (most(head.title ?? {}) + most(head.demand ?? {}) + 100);
  const lists = [targets, cases, updates].map((list) => list ?? {});
  const items = [whole, most({ properties: texts }), ...lists.map((list) => most(list.items ?? {}))];
  for (const size of items) expect(size).toBeLessThan(400 * 1_024);
  const all = lists.reduce((sum, list) => sum + most(list), whole + most({ properties: texts }));
  expect(all).toBeLessThan(4 * 1_024 * 1_024);
  expect(lists.reduce((sum, { maxItems = Number.NaN }) => sum + maxItems, 2)).toBeLessThanOrEqual(100);
});

it('has no text without a bound, but for codes that are short by themselves', () => {
  const free = [...fieldsOf(campaignFile)].filter(([, field]) => z.safeParse(field, 'word '.repeat(2_000)).success);
  expect(free.map(([name]) => name)).toEqual(['$schema']);
});
