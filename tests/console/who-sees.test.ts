import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { changeCampaign } from '../../functions/core/campaigns/organise.ts';
import { lookAtDraft, makePreview } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { campaignOf, smallYaml } from '../support/campaign.ts';
import { NOW, startConsole } from '../support/console.ts';
import { browserOf, fieldOf } from '../support/console-browser.ts';
import { deployedKey } from '../support/organise.ts';
import { fieldsOf } from '../support/organiser-browser.ts';

/** What pages say of who sees something, and when: it must be true in each state of the campaign. */

let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Awaited<ReturnType<typeof browserOf>>;
beforeAll(async () => {
  site = await startConsole();
  admin = await browserOf(site, 'admin');
});
const put = (slug: string, more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, recipients: [deployedKey], ...more }));
const at = (slug: string) => `/organise/campaigns/${slug}`;
/** The words of a page. */
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const read = async (path: string) => plain((await admin.see(path)).html);

describe('a page that shows a campaign to people', () => {
  const AT_ONCE = 'These updates appear with the campaign, at once:';
  const LATER = 'These updates will appear by themselves:';
  const update = (title: string, at: string, more: object = {}) => ({ title, at, text: 'Text.', ...more });
  const updates = [
    update('In May', '2026-05-01T00:00:00Z'),
    update('Of January', '2026-01-01T00:00:00Z'),
    update('Not yet', '2026-01-02T00:00:00Z', { draft: true }),
  ];
  const expectBoth = (words: string) => {
    expect(words).toMatch(
      new RegExp(`${AT_ONCE} Of January · 1 January 2026[^·]*${LATER} In May · 1 May 2026 at 00:00 UTC`),
    );
    expect(words).not.toContain('Not yet');
  };

  it('names the updates that appear with a draft that opens', async () => {
    await put('opens', { visibility: 'draft', updates });
    expectBoth(await read(`${at('opens')}/open`));
    await put('opens-alone', { visibility: 'draft', updates: updates.slice(2) });
    const alone = await read(`${at('opens-alone')}/open`);
    expect(alone).toContain('Everybody will see the campaign');
    expect(alone).not.toMatch(/These updates/);
  });

  const yaml = (slug: string, visibility: string) =>
    `${smallYaml.replace('free-them', slug)}visibility: ${visibility}\nupdates: ${JSON.stringify(updates)}\n`;
  const checked = async (path: string, text: string) => plain((await admin.send(path, { text, step: 'check' })).html);

  it('names them before a file makes a campaign, and who will see it', async () => {
    for (const [visibility, words] of [
      ['public', 'It becomes public at once'],
      ['unlisted', 'People who know its address see it at once'],
    ] as const) {
      const page = await checked('/organise/import', yaml(`new-${visibility}`, visibility));
      expect(page).toContain(words);
      expectBoth(page);
    }
    const draft = await checked('/organise/import', yaml('new-draft', 'draft'));
    expect(draft).toContain('It becomes a draft that nobody but organisers sees.');
    expect(draft).not.toMatch(/These updates/);
  });

  it('names them before a file or an earlier version shows a draft, and not if people see it already', async () => {
    const slug = 'by-file';
    await admin.send('/organise/import', { text: yaml(slug, 'public'), step: 'save' });
    const again = yaml(slug, 'public').replace(/^title: .*$/m, 'title: Free all of them');
    expect(await checked(`${at(slug)}/import`, again)).not.toMatch(/These updates/);
    await admin.send(`${at(slug)}/import`, { text: yaml(slug, 'draft'), step: 'save', seen: '1' });
    expectBoth(await checked(`${at(slug)}/import`, again));
    expectBoth(await read(`${at(slug)}/versions/1/undo?what=all`));
    expect(await read(`${at(slug)}/versions/1/undo?what=texts`)).not.toMatch(/These updates/);
  });
});

it('says what an import changes: more than texts', async () => {
  await put('filed', { visibility: 'draft' });
  expect(await read(at('filed'))).toContain(
    'Make the campaign as a YAML file says: its texts, updates, cases, dates and settings.',
  );
});

describe('the question about words that people signed', () => {
  const asked = async (slug: string, more: object) => {
    const path = `${at(slug)}/edit/texts`;
    const fields = fieldsOf((await admin.see(path)).html);
    return plain((await admin.send(path, { ...fields, ...more })).html);
  };
  const demand = { demand: 'The Minister of Justice releases all of them.' };

  it('speaks of the signers to come while there can be some, and else of the page', async () => {
    const paused = { pausedAt: '2026-02-10T00:00:00Z' };
    const closed = { closesAt: '2026-02-20T00:00:00Z' };
    const states = { open: {}, paused, closed, archived: { ...closed, archivedAt: '2026-02-21T00:00:00Z' } };
    for (const [state, fields] of Object.entries(states)) {
      const translations = { az: { title: 'Hamısını azad edin', demand: 'Nazir onları azad etsin.' } };
      await put(`signed-${state}`, { ...fields, translations });
      const page = await asked(`signed-${state}`, demand);
      const isOver = state === 'closed' || state === 'archived';
      expect(page, state).toContain('People may have signed the old words');
      expect(page.includes('Signed until now'), state).toBe(!isOver);
      expect(page.includes('On the page from now on'), state).toBe(isOver);
      expect(page, state).toContain('This translation still has the old demand: Azerbaijani.');
      expect(page.includes('sign two demands'), state).toBe(!isOver);
      expect(page.includes('says of the demand that it was reworded after the closing'), state).toBe(isOver);
    }
    const title = await asked('signed-closed', { title: 'Free all of them' });
    expect(title).toContain('nobody signs the new title. Its page shows it.');
    expect(title).not.toContain('reworded');
  });
});

describe('a draft', () => {
  const NOBODY = 'Nobody but organisers sees a draft.';
  const pages = { mistake: ['', '/archive'], away: ['', '/bring-back'] };
  const share = (slug: string) => makePreview(site.deps, operator, { slug });

  it('is said to be seen by organisers alone while no link shows it to others', async () => {
    const away = { archivedAt: '2026-02-21T00:00:00Z' };
    for (const [slug, paths] of Object.entries(pages)) {
      await put(slug, { visibility: 'draft', ...(slug === 'away' && away) });
      // A look of one's own is no link for others.
      await lookAtDraft(site.deps, operator, { slug });
      for (const path of paths) expect(await read(`${at(slug)}${path}`), slug + path).toContain(NOBODY);
      await share(slug);
      for (const path of paths) {
        const one = await read(`${at(slug)}${path}`);
        expect(one, slug + path).toContain('1 preview link works: organisers see this draft, and people who have');
        expect(one, slug + path).not.toMatch(/nobody but organisers/i);
      }
      await share(slug);
      for (const path of paths)
        expect(await read(`${at(slug)}${path}`)).toContain('2 preview links work: organisers see this draft');
    }
  });

  it('has the way to its links for those who may end them', async () => {
    for (const [role, leads] of [
      ['editor', true],
      ['viewer', false],
    ] as const) {
      const { html } = await (await browserOf(site, { mistake: role })).see(at('mistake'));
      expect(plain(html)).toContain('2 preview links work');
      expect(html.includes('See or end the links')).toBe(leads);
    }
  });

  it('is shown by earlier links again once a campaign is taken back, and the question says so', async () => {
    await put('back', { visibility: 'draft', opensAt: '2026-06-01T00:00:00Z' });
    await share('back');
    const opening = (await admin.see(`${at('back')}/open`)).html;
    await admin.send(`${at('back')}/open`, { seen: fieldOf(opening, 'seen') ?? '', to: 'public' });
    expect(await read(at('back'))).not.toMatch(/preview link|nobody but organisers/i);
    const asked = (await admin.see(`${at('back')}/take-back`)).html;
    expect(plain(asked)).toContain('1 preview link shows the draft then, to people who have the link.');
    const done = await admin.send(`${at('back')}/take-back`, { seen: fieldOf(asked, 'seen') ?? '' });
    expect(await read(done.at ?? '')).toContain('1 preview link works');
    await put('back-alone', { opensAt: '2026-06-01T00:00:00Z' });
    expect(await read(`${at('back-alone')}/take-back`)).not.toContain('preview link');
  });

  it('counts no link that has expired', async () => {
    await put('expired', { visibility: 'draft' });
    const clock = () => NOW - 8 * DAY;
    await makePreview({ ...site.deps, clock }, operator, { slug: 'expired' });
    expect(await read(at('expired'))).toContain(NOBODY);
  });
});

describe('an update', () => {
  const at0 = '2026-01-10T00:00:00Z';
  const states = {
    public: {},
    paused: { pausedAt: '2026-02-10T00:00:00Z' },
    closed: { closesAt: '2026-02-20T00:00:00Z' },
    scheduled: { opensAt: '2026-06-01T00:00:00Z' },
    unlisted: { visibility: 'unlisted' },
    draft: { visibility: 'draft' },
    archived: { visibility: 'draft', archivedAt: '2026-02-21T00:00:00Z' },
  } as const;
  const isDraft = (state: string) => state === 'draft' || state === 'archived';
  const written = (more: object = {}) => ({ id: 'one', title: 'One', text: 'Text.', at: at0, ...more });
  const when = (day: string, month: string, year: string) => ({
    ...{ when: 'at', 'at.day': day, 'at.month': month, 'at.year': year, 'at.time': '08:00' },
  });
  const none = { 'at.day': '', 'at.month': '', 'at.year': '', 'at.time': '' };
  /** What the list says after the form of its only update was saved. */
  async function saved(slug: string, fields: Record<string, string>) {
    const path = `${at(slug)}/updates/one`;
    const form = (await admin.see(path)).html;
    const sent = await admin.send(path, { ...fieldsOf(form), ...none, ...fields, step: 'save' });
    return read(sent.at ?? '');
  }

  it('is said to be seen by whom the state of its campaign lets see it', async () => {
    for (const [state, fields] of Object.entries(states)) {
      await put(`update-${state}`, { ...fields, updates: [written({ draft: true })] });
      const path = `${at(`update-${state}`)}/updates/one/publish`;
      const asked = (await admin.see(path)).html;
      const words = plain(asked);
      expect(words.includes('Everybody sees it at once'), state).toBe(!isDraft(state) && state !== 'unlisted');
      expect(words.includes('People who know the address of the campaign see it at once'), state).toBe(
        state === 'unlisted',
      );
      expect(words.includes('the public sees its updates once somebody opens it'), state).toBe(isDraft(state));
      const done = await admin.send(path, { seen: fieldOf(asked, 'seen') ?? '', was: fieldOf(asked, 'was') ?? '' });
      expect(await read(done.at ?? ''), state).toContain(
        isDraft(state) ? 'The public sees it once somebody opens the campaign.' : 'The update is published. ',
      );
      expect(await read(`${at(`update-${state}`)}/updates/one/delete`), state).toContain(
        isDraft(state) ? 'The public does not see it now.' : 'It disappears from the page and the feeds.',
      );
    }
  });

  it('appears by itself, or later with a campaign that is a draft', async () => {
    await put('waits', { updates: [written({ draft: true })] });
    expect(await saved('waits', when('1', '6', '2026'))).toContain('It appears by itself at its moment.');
    await put('waits-in-draft', { visibility: 'draft', updates: [written({ draft: true })] });
    expect(await read(`${at('waits-in-draft')}/updates/one`)).toContain('the public sees its updates once');
    expect(await saved('waits-in-draft', when('1', '6', '2026'))).toContain(
      'at its moment, or later, once somebody opens the campaign.',
    );
  });

  it('is never said to be unseen once people may have seen it', async () => {
    await put('taken-off', { updates: [written()] });
    expect(await read(`${at('taken-off')}/updates/one`)).toContain('Take it off the page: keep it as a draft');
    const off = await saved('taken-off', { when: 'draft' });
    expect(off).toContain('The update is a draft again, and is gone from the page and the feeds. People may have');
    await put('put-off', { updates: [written()] });
    expect(await saved('put-off', when('1', '6', '2026'))).toContain('appears again by itself at its moment. People');
    const changed = await saved('taken-off', { when: 'draft', text: 'Other.' });
    for (const page of [off, changed, await read(`${at('taken-off')}/updates/one/delete`)])
      expect(page).not.toMatch(/nobody (has )?see|not yet/i);
    await put('taken-off-in-draft', { visibility: 'draft', updates: [written()] });
    expect(await saved('taken-off-in-draft', { when: 'draft' })).toContain('The update is saved as a draft.');
  });
});

it('says who will see a release, by the campaigns that speak for the prisoner', async () => {
  const one = (id: string) => ({ cases: [{ id, name: 'Leyla', status: 'detained' as const }] });
  const words = {
    draft: 'Each campaign for them is a draft',
    public: 'and so do lists and feeds',
    unlisted: 'to people',
  };
  const post = (id: string) => read(`/organise/cases/${id}/status`);
  const shownFor = async (id: string) => {
    const page = await post(id);
    return Object.entries(words).flatMap(([name, said]) => (page.includes(said) ? [name] : []));
  };
  for (const visibility of ['draft', 'unlisted', 'public'] as const) {
    await put(`for-${visibility}`, { visibility, ...one(`leyla-${visibility}`) });
    expect(await shownFor(`leyla-${visibility}`)).toEqual([visibility]);
  }
  // The campaign that most people see decides.
  await put('for-public-too', one('leyla-draft'));
  expect(await shownFor('leyla-draft')).toEqual(['public']);
  const { record } = await createCase(site.deps, operator, { fields: { name: 'Leyla', status: 'detained' } });
  expect(await post(record.id)).toContain('No campaign speaks for them, so the public does not see it.');
});

describe('an unlisted campaign', () => {
  it('is never said to be public', async () => {
    const unlisted = { visibility: 'unlisted' } as const;
    const over = { ...unlisted, closesAt: '2026-02-20T00:00:00Z' };
    await put('hidden-over', over);
    await put('hidden-away', { ...over, archivedAt: '2026-02-21T00:00:00Z' });
    await put('hidden-later', { ...unlisted, opensAt: '2026-06-01T00:00:00Z' });
    await put('hidden', unlisted);
    for (const path of [
      ...['hidden-over/archive', 'hidden-away/bring-back', 'hidden-later/archive', 'hidden-later/pause'],
      ...['hidden-later/open', 'hidden/open', 'hidden-later?done=open', 'hidden/preview'],
    ])
      expect(await read(at(path)), path).not.toMatch(/everybody|front page|search engine|is public/i);
  });
});

describe('a sentence about what its reader can do', () => {
  it('fits the reader', async () => {
    const admins = await read(`${at('filed')}/cases/add`);
    expect(admins).toContain('These are the cases that this campaign does not have.');
    const by = async (role: 'editor' | 'viewer', path: string) =>
      plain((await (await browserOf(site, { filed: role })).see(path)).html);
    expect(await by('editor', `${at('filed')}/cases/add`)).toContain('To add another one, ask an admin.');
    await changeCampaign(site.deps, operator, { slug: 'filed', seen: undefined, patch: { goal: 600 } });
    expect(await by('editor', `${at('filed')}/versions`)).toContain('Nothing is lost: you can bring back');
    expect(await by('viewer', `${at('filed')}/versions`)).toContain('people who write this campaign can bring back');
    expect(await by('viewer', '/organise/cases')).not.toContain('you change');
  });
});
