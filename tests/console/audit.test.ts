import { beforeAll, describe, expect, it } from 'vitest';
import { differencesOf } from '../../functions/console/audit/differences.ts';
import { actWords, didWords, nounWords, subjectWords } from '../../functions/console/audit/words.ts';
import { whatWords } from '../../functions/console/campaigns/history/words.ts';
import { plainName } from '../../functions/console/ui/labels.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { acts as everyAct, nouns } from '../../functions/core/audit/acts.ts';
import { type AuditEntry, hashOf } from '../../functions/core/audit/entry.ts';
import { auditLog } from '../../functions/core/audit/log.ts';
import { keyOf } from '../../functions/core/audit/places.ts';
import { campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { prisonerCase } from '../../functions/core/campaigns/case.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { carryOut, planDeletion } from '../../functions/core/campaigns/plan.ts';
import { lookAtDraft, makePreview } from '../../functions/core/campaigns/previews.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { smallFile } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { recordsInMemory } from '../support/records.ts';

const AUDIT = '/api/organise/audit';
const store = recordsInMemory();
const site = await startConsole({ audit: auditLog(store) });
let admin: Record<string, string>;
let person: string;
beforeAll(async () => {
  admin = await site.token('admin');
  await createCampaign(site.deps, operator, smallFile);
  site.time.now += DAY;
  person = await site.account({ 'free-them': 'owner' });
  await site.ask('PATCH', '/api/organise/campaigns/free-them', { ...admin, 'if-match': '*' }, { goal: 250 });
});

interface Page {
  readonly entries: readonly { readonly id: string; readonly act: string; readonly subject: string }[];
  readonly unreadable: readonly string[];
}
const read = async (query = '') => {
  const answer = await site.ask('GET', `${AUDIT}${query}`, admin);
  return { status: answer.status, link: answer.headers.get('link'), ...((await answer.json()) as Page) };
};
const acts = async (query: string) => (await read(query)).entries.map(({ act }) => act);
const page = async (path: string, who: 'admin' | Record<string, 'owner'> = 'admin') => {
  const { cookie } = await site.session(who);
  const answer = await site.ask('GET', path, { cookie: cookie ?? '' });
  return { status: answer.status, html: await answer.text() };
};
const h1 = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1];

describe('programs of admins', () => {
  it('read the trail, the newest first, by campaign, person, act and day', async () => {
    expect(await acts('?campaign=free-them')).toEqual(['campaign.put', 'campaign.put']);
    expect((await read(`?campaign=${person}`)).entries).toMatchObject([{ act: 'organiser.invite', subject: person }]);
    expect(new Set(await acts('?act=organiser'))).toEqual(new Set(['organiser.invite']));
    expect(await acts('?act=campaign.open')).toEqual([]);
    expect(await acts('?person=operator&campaign=free-them')).toHaveLength(1);
    expect(await acts('?campaign=free-them&since=2026-03-02')).toHaveLength(1);
    expect(await acts('?campaign=free-them&until=2026-03-01')).toHaveLength(1);
    expect(await acts('?campaign=free-them&since=2026-03-01&until=2026-03-02')).toHaveLength(2);
  });

  it('read one page after the other, and one entry', async () => {
    const first = await read('?limit=2&campaign=');
    expect(first.entries).toHaveLength(2);
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(first.link ?? '') ?? [];
    expect(next).toBe(`${AUDIT}?limit=2&before=${first.entries[1]?.id}`);
    const second = (await (await site.ask('GET', next, admin)).json()) as Page;
    expect(Number(second.entries[0]?.id)).toBe(Number(first.entries[1]?.id) - 1);
    const one = await site.ask('GET', `${AUDIT}/${first.entries[0]?.id}`, admin);
    expect(await one.json()).toEqual(first.entries[0]);
    for (const id of ['999999999', 'x', '1']) expect((await site.ask('GET', `${AUDIT}/${id}`, admin)).status).toBe(404);
  });

  it('learn which part of a question makes no sense', async () => {
    for (const [query, field] of [
      ['since=yesterday', 'since'],
      ['until=2026-13-01', 'until'],
      // JavaScript reads them as days of the next month.
      ['since=2026-11-31', 'since'],
      ['until=2026-02-29', 'until'],
      ['since=2026-03-02&until=2026-03-01', 'until'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['before=12', 'before'],
      ['campaign=a%20b', 'campaign'],
      // No entry at all would look as if nobody had done it.
      ...['zzz', 'campaign.opens', 'campaigns', '.open'].map((act) => [`act=${act}`, 'act']),
      ...['bar', 'org_', 'Operator', 'org_a%20b'].map((person) => [`person=${person}`, 'person']),
      ['acts=campaign', 'acts'],
      ['limit=5&since-day=2026-01-01', 'since-day'],
      // A program whose variable is empty does not get the whole trail.
      ...['since', 'until', 'before', 'limit'].map((name) => [`${name}=`, name]),
      ['until=2026-01-01%20', 'until'],
    ]) {
      const { status, errors } = (await read(`?${query}`)) as unknown as {
        status: number;
        errors: { field: string }[];
      };
      expect([query, status, errors.map((one) => one.field)]).toEqual([query, 400, [field]]);
    }
    for (const path of [
      ...['export?from=x', 'export?from=', 'check?after=x', 'check?after=', 'check?noted=000000001:ab', 'check?noted='],
    ])
      expect((await site.ask('GET', `${AUDIT}/${path}`, admin)).status).toBe(400);
  });

  it('export it with just the bytes that the chain is made of, and check it', async () => {
    const answer = await site.ask('GET', `${AUDIT}/export`, admin);
    expect(answer.headers.get('content-type')).toBe('application/jsonl');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-000000001-\d{9}\.jsonl"$/);
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(store.records.size);
    // Who takes it is in it.
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ act: 'audit.export', subject: 'trail', client: 'api' });
    lines.slice(1).forEach((line, i) => {
      expect(JSON.parse(line).previous).toBe(hashOf(new TextEncoder().encode(lines[i])));
    });
    const check = async (query = '') => (await site.ask('GET', `${AUDIT}/check${query}`, admin)).json();
    const whole = (await check()) as { head: string };
    expect(whole).toMatchObject({ isWhole: true, entries: lines.length, faults: [] });
    expect(await check(`?noted=${whole.head}`)).toMatchObject({ isWhole: true });
    const other = whole.head.endsWith('0') ? '1' : '0';
    expect(await check(`?noted=${whole.head.slice(0, -1)}${other}`)).toMatchObject({
      faults: [{ kind: 'not-as-noted' }],
    });
    expect(await check(`?noted=000009999${whole.head.slice(9)}`)).toMatchObject({ faults: [{ kind: 'missing' }] });
  });
});

/** The row of an act that is added to the trail. */
async function lastRow(change: { before?: unknown; after: unknown }) {
  const act = { actor: 'operator', client: 'command', act: 'campaign.put', subject: 'any-thing', ...change } as const;
  await site.deps.audit.append(act, site.time.now);
  const { html } = await page('/organise/audit?campaign=any-thing');
  return /<p class="hint row-more">(.*?)<\/p>/s.exec(html)?.[1] ?? '';
}

describe('pages for admins', () => {
  it('name people, acts and fields, and lead to each act', async () => {
    const { html } = await page('/organise/audit');
    expect(h1(html)).toBe('Audit trail');
    for (const words of [
      'Made a campaign',
      'Changed a campaign',
      'Free them (free-them)',
      'Invited an organiser',
      'with a program',
      'Somebody at a terminal',
      'Changes: Goal',
    ])
      expect(html).toContain(words);
    expect(html).toMatch(/href="\/organise\/audit\/\d{9}"/);
    expect(html).toContain('<a href="/organise/audit" aria-current="page">Audit</a>');
  });

  it('show what an act has changed, before and after', async () => {
    const [entry] = (await read('?campaign=free-them')).entries;
    const { html } = await page(`/organise/audit/${entry?.id}`);
    expect(h1(html)).toBe('Changed a campaign');
    expect(html).toMatch(/<dt dir="auto">Goal<\/dt>.*Before.*100.*After.*250/s);
    expect(html).toContain('href="/organise/campaigns/free-them"');
    expect((await page('/organise/audit/999999999')).status).toBe(404);
  });

  it('call each act and each field in words, and keep what they do not know as it is stored', () => {
    for (const act of everyAct) expect([act, actWords(act)]).not.toEqual([act, act]);
    for (const noun of nouns) expect([noun, nounWords(noun)]).not.toEqual([noun, noun]);
    expect(actWords('campaign.of-an-earlier-release')).toBe('campaign.of-an-earlier-release');
    const ofTheStore = [
      'pausedAt',
      'archivedAt',
      'createdAt',
      'deletedAt',
      'demands',
      'translatedDemands',
      'hasBeenOpen',
    ];
    const names = [...Object.keys(campaignFile.shape), ...Object.keys(prisonerCase.shape), ...ofTheStore];
    for (const name of names.filter((one) => one !== '$schema'))
      expect([name, plainName(name)]).not.toEqual([name, name]);
    expect(whatWords('updates › Ali is free › text')).toBe('Updates › Ali is free › Text');
    expect(whatWords('cases › Ali › status')).toBe('Cases › Ali › Status');
    expect(whatWords('picture › alt')).toBe('Picture › What the picture shows');
  });

  it('call a campaign that was deleted by its slug, and lead to the page of a case', async () => {
    await createCampaign(site.deps, operator, { ...smallFile, slug: 'gone-soon', title: 'Gone soon' });
    const plan = await planDeletion(site.deps, operator, { slug: 'gone-soon' });
    await carryOut(site.deps, operator, plan);
    const { html } = await page('/organise/audit?campaign=gone-soon');
    expect(html).toContain('Deleted a campaign');
    expect(html).not.toContain('(gone-soon)');
    const {
      record: { id },
    } = await createCase(site.deps, operator, { fields: { name: 'Ali', status: 'detained' } });
    const [entry] = (await read(`?campaign=${id}`)).entries;
    const shown = await page(`/organise/audit/${entry?.id}`);
    expect([h1(shown.html), shown.html.includes(`href="/organise/cases/${id}"`)]).toEqual(['Made a case', true]);
  });

  it('name only the fields that an act has changed', async () => {
    const fields = await lastRow({
      before: { title: 'Same', goal: 100, targets: [{ name: 'One' }] },
      after: { title: 'Same', goal: 250, targets: [{ name: 'One' }] },
    });
    expect(fields).toMatch(/Changes: Goal$/);
    // One who is invited without a role has an empty list of campaigns: that is no change.
    expect(await lastRow({ after: { isAdmin: true, campaigns: {} } })).toMatch(/Changes: Admin of the group$/);
    const [{ id } = { id: '' }] = (await read('?campaign=any-thing')).entries;
    expect((await page(`/organise/audit/${id}`)).html).not.toMatch(/<dt dir="auto">Campaigns/);
  });

  it('call a case by its name as long as a campaign has it, and several people in the plural', () => {
    const entry: AuditEntry = {
      version: 1,
      ...{ id: '000000001', at: '2026-03-01T12:00:00.000Z', nonce: '', previous: '' },
      ...{ actor: 'operator', act: 'case.change', subject: 'students-of-baku' },
      client: 'console',
      ...{ before: { status: 'detained' }, after: { status: 'released' } },
    };
    const cases = new Map([['students-of-baku', { name: '14 students', people: 14 }]]);
    expect(didWords(entry, cases)).toBe('Said that 14 students are released');
    expect(subjectWords(entry, { people: [], titles: new Map(), cases })).toBe('14 students (students-of-baku)');
    expect(didWords(entry, new Map())).toBe('Said that students-of-baku is released');
    expect(subjectWords(entry, { people: [], titles: new Map(), cases: new Map() })).toBe('students-of-baku');
  });

  it('say of a look at a draft that it is no link for others', async () => {
    await createCampaign(site.deps, operator, { ...smallFile, slug: 'looked-at', visibility: 'draft' });
    await makePreview(site.deps, operator, { slug: 'looked-at' });
    await lookAtDraft(site.deps, operator, { slug: 'looked-at' });
    const { html } = await page('/organise/audit?campaign=looked-at');
    expect(html).toMatch(
      /Looked at a draft as the public will see it.*Made a link to preview a draft.*Made a campaign/s,
    );
  });

  it('ask again for a last day that comes before the first one', async () => {
    const { status, html } = await page('/organise/audit?since=2026-03-02&until=2026-03-01');
    expect([status, html.includes('There are no such acts')]).toEqual([422, true]);
    expect(html).toContain('<a href="#field-until">“To this day” must not be before “From this day”</a>');
    expect((await page('/organise/audit?since=2026-03-01&until=2026-03-01')).status).toBe(200);
  });

  it('ask again for a day that is none, with what was typed', async () => {
    const { status, html } = await page('/organise/audit?since=soon&campaign=free-them');
    expect(status).toBe(422);
    expect(html).toContain('<a href="#field-since">Write a day such as 2026-11-29</a>');
    expect(html).toContain('value="soon"');
    expect((await page('/organise/audit?since=2026-02-31')).status).toBe(422);
    expect(html).toContain('value="free-them"');
  });

  it('say that the trail is whole, and what to note down', async () => {
    expect((await page('/organise/audit/check')).html).toContain('Check now');
    const { html } = await page('/organise/audit/check?now=1');
    expect(html).toMatch(/The trail is whole: \d+ entries up to \d{9}\./);
    expect(html).toMatch(/<code>\d{9}:[0-9a-f]{64}<\/code>/);
    expect(html).toContain('Copy it');
    const odd = await page('/organise/audit/check?now=1&noted=abc');
    expect([odd.status, odd.html.includes('value="abc"')]).toEqual([422, true]);
  });

  it('export the trail at a press of a button, and not by a link', async () => {
    const { html } = await page('/organise/audit/export');
    expect(html).toMatch(/<form [^>]*method="post" action="\/organise\/audit\/export"/);
    expect(html).toMatch(/>Download acts 1 to \d+ \(\d+ kB\)</);
    expect(html).not.toContain('/api/organise/audit/export');
    const headers = await site.session('admin');
    const press = (from: string) =>
      site.ask(
        ...(['POST', '/organise/audit/export'] as const),
        ...[{ ...headers, 'content-type': 'application/x-www-form-urlencoded' }, `from=${from}`],
      );
    const answer = await press('2');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jsonl']);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-000000002-/);
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ act: 'audit.export', client: 'console' });
    expect((await press('x')).status).toBe(400);
  });

  it('are closed to organisers who are no admins, and not in their menu', async () => {
    expect((await page('/organise/audit', { 'free-them': 'owner' })).status).toBe(403);
    expect((await page('/organise', { 'free-them': 'owner' })).html).not.toContain('/organise/audit');
  });

  it('say which entry is not as it was, and do not show it', async () => {
    const key = keyOf(2);
    const before = store.records.get(key) as Uint8Array;
    store.records.set(key, new TextEncoder().encode('{}'));
    const { html } = await page('/organise/audit/check?now=1');
    expect(html).toContain('The trail is not whole');
    expect(html).toContain('Entry 000000002 is not as Amparo wrote it.');
    expect(html).not.toContain('Note this down');
    expect((await page('/organise/audit?limit=100')).html).toContain('Some entries cannot be read: 000000002');
    store.records.set(key, before);
  });
});

it('reads a few entries for the newest page, however long the trail is', async () => {
  const long = recordsInMemory();
  const log = auditLog(long);
  const act = { actor: 'operator', client: 'command', act: 'campaign.put' } as const;
  for (let i = 0; i < 300; i++) await log.append({ ...act, subject: `campaign-${i % 7}` }, NOW + i);
  let reads = 0;
  const counting = {
    ...long,
    get: (key: string) => {
      reads++;
      return long.get(key);
    },
  };
  const other = await startConsole({ audit: auditLog(counting) });
  const { cookie } = await other.session('admin');
  reads = 0;
  const answer = await other.ask('GET', '/organise/audit', { cookie: cookie ?? '' });
  expect([answer.status, reads <= 64]).toEqual([200, true]);
});

it('shows differences by the names of entries, not by their places', () => {
  const update = (title: string, text: string) => ({ at: '2026-01-01', title, text });
  expect(
    differencesOf(
      { goal: 1, tags: ['a'], updates: [update('One', 'x')] },
      { goal: 1, tags: ['a', 'b'], updates: [update('New', 'y'), update('One', 'z')], group: { name: 'G' } },
    ),
  ).toEqual([
    { what: 'tags', before: 'a', after: 'a, b' },
    { what: 'updates › New › at', before: undefined, after: '2026-01-01' },
    { what: 'updates › New › title', before: undefined, after: 'New' },
    { what: 'updates › New › text', before: undefined, after: 'y' },
    { what: 'updates › One › text', before: 'x', after: 'z' },
    { what: 'group › name', before: undefined, after: 'G' },
  ]);
});

it('shows tokens and sign-ins in words, and keeps those of other providers', () => {
  const until = Date.parse('2027-02-28T16:31:00Z');
  expect(differencesOf(undefined, { scopes: ['campaigns:read', 'audit:read'], until })).toMatchObject([
    { after: 'Read campaigns and their numbers, Read the audit trail' },
    { after: '28 February 2027 at 16:31 UTC' },
  ]);
  expect(
    differencesOf(undefined, { acr: 'urn:amparo:second-factor', amr: ['pwd', 'otp', 'face'] }).map(
      ({ after }) => after,
    ),
  ).toEqual(['With a second factor', 'password, code, face']);
  expect(differencesOf(undefined, { acr: 'urn:other:silver' })).toMatchObject([{ after: 'urn:other:silver' }]);
});

it('names what happened to a prisoner by its day, also by its year alone', () => {
  for (const on of ['2026', '2026-11', '2026-11-30'])
    expect(whatWords(`cases › Leyla › history › ${on} › on`)).toBe(`Cases › Leyla › What happened › ${on} › Date`);
});

describe('a page that is asked for nonsense', () => {
  it('says beside the field what makes no sense, and shows no entry', async () => {
    for (const [query, words, place] of [
      ['act=zzz', 'There is no such act. Choose from the list', '#field-act'],
      ['person=bar', 'There is nobody with this id. Choose from the list', '#field-person'],
      ['campaign=a%20b', 'Write a short name of small letters, digits and hyphens', '#field-campaign'],
      ['before=zzz', 'names a place that is not in the audit trail', '/organise/audit'],
      ['limit=900', 'A page can have from 1 to 100 acts', '/organise/audit'],
      ['acts=campaign', 'asks for “acts”, which this page does not know', '/organise/audit'],
    ]) {
      const { status, html } = await page(`/organise/audit?${query}`);
      expect([query, status, html]).toEqual([query, 422, expect.stringContaining(words ?? '')]);
      expect(html).toContain(`<a href="${place}">`);
      if (place?.startsWith('#')) expect(html).toContain(`id="${place.slice(1)}"`);
      expect(html).not.toContain('row-name');
    }
  });
});
