import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { lookAtDraft, makePreview } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
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
      await put(`signed-${state}`, fields);
      const page = await asked(`signed-${state}`, demand);
      const isOver = state === 'closed' || state === 'archived';
      expect(page, state).toContain('People may have signed the old words');
      expect(page.includes('Signed until now'), state).toBe(!isOver);
      expect(page.includes('On the page from now on'), state).toBe(isOver);
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
