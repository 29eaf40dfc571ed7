import { beforeAll, describe, expect, it } from 'vitest';
import { differencesOf } from '../../../functions/console/audit/differences.ts';
import { inWords } from '../../../functions/console/campaigns/history/value-words.ts';
import { whatWords } from '../../../functions/console/campaigns/history/words.ts';
import { calledWords } from '../../../functions/console/people/words.ts';
import { momentWords } from '../../../functions/console/ui/words.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { removeOrganiser } from '../../../functions/core/access/remove.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { fileChanges } from '../../../functions/core/campaigns/versions.ts';
import { MINUTE } from '../../../functions/core/running/clock.ts';
import { organiserActor } from '../../support/access.ts';
import { smallFile, smallYaml } from '../../support/campaign.ts';
import { startConsole, type Who } from '../../support/console.ts';
import { deployedKey } from '../../support/organise.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  site = await startConsole();
});
let campaigns = 0;
/** A campaign of its own for a test. */
async function campaign(more: object = {}): Promise<string> {
  const slug = `campaign-${campaigns++}`;
  await createCampaign(site.deps, operator, { ...smallFile, recipients: [deployedKey], slug, ...more });
  return slug;
}
const change = (slug: string, patch: Record<string, unknown>) =>
  changeCampaign(site.deps, operator, { slug, patch, seen: undefined });
const stored = async (slug: string) => getStoredCampaign(site.db.Campaigns, slug, { consistent: true });

/** A browser of an organiser. */
async function organiser(who: Who, age = 0) {
  const { cookie, 'x-csrf-token': csrf } = await site.session(who, age);
  const read = async (request: Promise<Response>) => {
    const answer = await request;
    return {
      status: answer.status,
      html: await answer.text(),
      headers: answer.headers,
      at: answer.headers.get('location'),
    };
  };
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  return {
    csrf,
    headers,
    see: (path: string) => read(site.ask('GET', path, { cookie })),
    send: (path: string, fields: Record<string, string> = {}) =>
      read(
        site.ask(
          'POST',
          path,
          { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          new URLSearchParams({ csrf, ...fields }).toString(),
        ),
      ),
    upload: (path: string, text: string | Blob, proof = csrf) => {
      const form = new FormData();
      form.set('csrf', proof);
      form.set('file', new File([text], 'campaign.yaml', { type: 'application/yaml' }));
      return read(Promise.resolve(site.app.request(path, { method: 'POST', headers, body: form })));
    },
  };
}
const headingOf = (html: string) => /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1];
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"');
const fieldOf = (html: string, name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];
const page = (slug: string, rest = '') => `/organise/campaigns/${slug}${rest}`;

describe('the history', () => {
  it('lists versions with their acts, and calls organisers by name, yourself "You", others without their addresses', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    await editor.send(page(slug, '/versions/1/undo'), { seen: '1' });
    await change(slug, { goal: 5 });
    await editor.send(page(slug, '/versions/1/undo'), { seen: '2', what: 'texts' });
    const mine = plain((await editor.see(page(slug, '/versions'))).html);
    expect(mine).toContain('Version 3 (now)');
    expect(mine).toMatch(/Brought version 1 back · .* UTC · You/);
    expect(mine).toMatch(/Made · .* UTC · Somebody at a terminal/);
    const viewer = await organiser({ [slug]: 'viewer' });
    const theirs = plain((await viewer.see(page(slug, '/versions'))).html);
    expect(theirs).toContain('A colleague');
    expect(theirs).not.toMatch(/person-0@|org_/);
    expect(plain((await (await organiser('admin')).see(page(slug, '/versions'))).html)).toMatch(/UTC · person-\d+@/);
  });

  it('shows an admin what computers read in the address of somebody without a name, also after they were removed', async () => {
    const slug = await campaign();
    const access = { ...site.deps, invitations: undefined };
    // The first letter of the domain is Cyrillic.
    const account = await inviteOrganiser(access, operator, {
      ...{ address: 'ana@\u0430mparo.example', campaigns: { [slug]: 'editor' }, days: 'no-limit' },
    });
    const ana = organiserActor({ account, campaigns: { [slug]: 'editor' } });
    await changeCampaign(site.deps, ana, { slug, patch: { goal: 5 }, seen: undefined });
    const admin = await organiser('admin');
    const shown = async () => [
      plain((await admin.see(page(slug, '/versions'))).html),
      plain((await admin.send(page(slug, '/versions/1/undo'), { seen: '1' })).html),
    ];
    const words = 'ana@\u0430mparo.example (xn--mparo-3ve.example)';
    expect(plain((await admin.see(page(slug))).html)).toContain(words);
    const [listed, asked] = await shown();
    expect(listed).toContain(`UTC · ${words}`);
    expect(asked).toContain(`while you looked at it, by ${words}.`);
    await removeOrganiser(access, operator, { account });
    const [listedLater, askedLater] = await shown();
    expect(listedLater).toContain(`UTC · ${words} (removed on 1 March 2026)`);
    expect(askedLater).toContain(`while you looked at it, by ${words} (removed on 1 March 2026).`);
  });

  it('calls people by the name that admins gave them, whatever letters it has', () => {
    expect(['Żaneta', 'Ana Silva', 'Аня'].map(calledWords)).toEqual(['Żaneta', 'Ana Silva', 'Аня']);
  });

  it('shows two versions side by side, with the words that were taken and added', async () => {
    const slug = await campaign({ why: 'They wrote about the mayor.' });
    await change(slug, { why: 'They wrote about the <b>court</b>.', notice: 'New' });
    const { html } = await (await organiser({ [slug]: 'viewer' })).see(page(slug, '/versions/1'));
    expect(html).toMatch(/<del><span class="hidden" lang="en">removed: <\/span>mayor<\/del>\./);
    expect(html).toMatch(/<ins><span class="hidden" lang="en">added: <\/span>&lt;b&gt;court&lt;\/b&gt;<\/ins>\./);
    expect(html).toContain('Not there');
    expect(html).not.toContain('Bring back');
    expect(html).not.toContain('<script');
  });

  it('marks words in texts of the right direction, whatever the page', async () => {
    const translations = { ar: { title: 'أطلقوا سراحهم', demand: 'الحرية الآن' } };
    const slug = await campaign({ translations });
    await change(slug, { translations: { ar: { demand: 'الحرية غدا' } } });
    const { html } = await (await organiser({ [slug]: 'editor' })).see(page(slug, '/versions/1'));
    expect(html).toContain('<p class="change-text" lang="ar" dir="auto">الحرية <del>');
  });

  it('brings a version back after asking, and never over what a colleague wrote meanwhile', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    await change(slug, { title: 'Other' });
    const asked = await editor.see(page(slug, '/versions/1/undo'));
    expect([asked.status, headingOf(asked.html)]).toEqual([200, 'Bring back version 1?']);
    await change(slug, { summary: 'By a colleague.' });
    const refused = await editor.send(page(slug, '/versions/1/undo'), { seen: fieldOf(asked.html, 'seen') ?? '' });
    expect([refused.status, refused.html.includes('This campaign was changed while you looked at it, by')]).toEqual([
      409,
      true,
    ]);
    expect(plain(refused.html)).toContain('By a colleague.');
    const done = await editor.send(page(slug, '/versions/1/undo'), { seen: fieldOf(refused.html, 'seen') ?? '' });
    expect([done.status, done.at]).toEqual([303, page(slug, '?done=back-1')]);
    expect((await editor.see(done.at ?? '')).html).toContain('Version 1 is back.');
    expect(await stored(slug)).toMatchObject({ revision: 4, campaign: { title: 'Free them' } });
  });

  it('offers everything only to an owner, asks them for a fresh proof, and warns of what signers would notice', async () => {
    const slug = await campaign();
    await takeTurn(site.deps, operator, 'open', { slug, seen: undefined });
    const all = page(slug, '/versions/1/undo?what=all');
    const editor = await organiser({ [slug]: 'editor' });
    expect((await editor.see(page(slug, '/versions/1/undo'))).html).not.toContain('what=all');
    expect((await editor.see(all)).status).toBe(403);
    const old = await (await organiser({ [slug]: 'owner' }, 6 * MINUTE)).see(all);
    expect([old.status, old.at?.includes('/organise/sign-in?')]).toEqual([302, true]);
    const { html } = await (await organiser({ [slug]: 'owner' })).see(all);
    expect(html).toContain('The campaign becomes a draft');
  });

  it('calls the end of a pause by its name, also in the audit trail', async () => {
    const slug = await campaign({ visibility: 'public' });
    for (const turn of ['pause', 'open'] as const) await takeTurn(site.deps, operator, turn, { slug, seen: undefined });
    const admin = await organiser('admin');
    const { html } = await admin.see(page(slug, '/versions'));
    expect(plain(html)).toMatch(/Pause ended · .*Paused · /s);
    expect(plain(html)).not.toContain('Opened');
    const trail = plain((await admin.see(`/organise/audit?campaign=${slug}`)).html);
    expect(trail).toContain('Ended the pause of a campaign');
    expect(trail).not.toContain('Opened a campaign');
  });

  it('says before it brings a state back whether people can sign then, and keeps a pause', async () => {
    const slug = await campaign();
    const take = (turn: 'pause' | 'close') => takeTurn(site.deps, operator, turn, { slug, seen: undefined });
    await change(slug, { visibility: 'public' });
    await take('pause');
    const owner = await organiser({ [slug]: 'owner' });
    const asking = async (revision: number) =>
      plain((await owner.see(page(slug, `/versions/${revision}/undo?what=all`))).html);
    const back = async (revision: number, seen: number) => {
      const fields = { seen: String(seen), what: 'all' };
      return owner.send(page(slug, `/versions/${revision}/undo`), fields);
    };
    // Version 3 is paused.
    const stays = await asking(2);
    expect(stays).toContain('The campaign is paused now, and stays paused: nobody can sign it.');
    expect(stays).toContain('There is nothing to bring back.');
    expect(plain((await owner.see(page(slug, '/versions/2?with=3'))).html)).toContain('Paused since');
    await back(1, 3);
    expect(await asking(2)).toContain('is “Draft” now, and becomes “Open”. People can sign it at once.');
    expect(await asking(3)).toContain('is “Draft” now, and becomes “Paused”. Nobody can sign it until');
    await back(3, 4);
    expect((await stored(slug))?.campaign.pausedAt).toBeDefined();
    expect(plain((await owner.see(page(slug))).html)).toContain('Paused');
    await take('close');
    // Version 6 is closed.
    await back(1, 6);
    expect(await asking(6)).toContain('is “Draft” now, and becomes “Closed”.');
    expect((await back(6, 7)).status).toBe(303);
    expect(await asking(3)).not.toContain('people can sign it');
    const history = plain((await owner.see(page(slug, '/versions'))).html);
    for (const revision of [1, 3, 6]) expect(history).toContain(`Brought version ${revision} back`);
    const trail = plain((await (await organiser('admin')).see(`/organise/audit?campaign=${slug}`)).html);
    for (const revision of [1, 3, 6]) expect(trail).toContain(`Brought version ${revision} of a campaign back`);
  });

  it('says why a version cannot come back, in the words of the console, and what can come back', async () => {
    const slug = await campaign({ visibility: 'public' });
    await change(slug, { visibility: 'draft', title: 'Other' });
    const { deployed } = site.deps;
    Object.assign(site.deps, { deployed: { publicKeys: [], campaignPublicKeys: [] } });
    const owner = await organiser({ [slug]: 'owner' });
    const { status, html } = await owner.see(page(slug, '/versions/1/undo?what=all'));
    Object.assign(site.deps, { deployed });
    expect([status, headingOf(html)]).toEqual([422, 'This version cannot come back as it was']);
    expect(plain(html)).toContain('Keys');
    expect(plain(html)).not.toContain('recipients');
    expect(html).toContain(`href="${page(slug, '/versions/1/undo?what=texts')}"`);
  });

  it('opens no draft that is archived, by no page, and says what helps', async () => {
    const slug = await campaign({ visibility: 'public' });
    await change(slug, { visibility: 'draft' });
    const { campaign: draft, revision } = (await stored(slug)) ?? { campaign: undefined as never, revision: 0 };
    await putCampaign(site.db.Campaigns, { ...draft, archivedAt: '2026-02-01T00:00:00Z' }, revision);
    const owner = await organiser({ [slug]: 'owner' });
    const asked = await owner.see(page(slug, '/versions/1/undo?what=all'));
    const imported = await owner.send(page(slug, '/import'), {
      ...{ step: 'check', text: smallYaml.replace('free-them', slug).concat('visibility: public\n') },
    });
    for (const { status, html } of [asked, imported]) {
      expect([status, plain(html).includes('It is a draft that is archived. Bring it back first.')]).toEqual([
        409,
        true,
      ]);
      expect(html).toContain(`href="${page(slug)}"`);
    }
    expect((await stored(slug))?.revision).toBe(revision + 1);
  });

  it('says what each version changed, and shows it in the words and the order of the forms', async () => {
    const slug = await campaign({
      picture: undefined,
      cases: [{ id: 'leyla-k', name: 'Leyla K', status: 'detained' }],
    });
    const cases = [
      { id: 'leyla-k', name: 'Leyla K', status: 'detained', detainedOn: '2025' },
      { id: 'ali-m', name: 'Ali M', status: 'released', detainedOn: '2024-05', work: 'lawyer' },
    ];
    await change(slug, { related: [], cases, goal: 5, title: 'Other', visibility: 'unlisted' });
    const admin = await organiser('admin');
    expect(plain((await admin.see(page(slug, '/versions'))).html)).toMatch(
      /Version 2 \(now\).*Opened · Changed: (?=.*Title)(?=.*Goal)(?=.*Cases)[^·]* · /s,
    );
    const shown = plain((await admin.see(page(slug, '/versions/1'))).html);
    for (const words of ['May 2024', 'Released', 'lawyer', '2025', 'People who know its address', 'Only organisers'])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/detainedOn|status:|ali-m|unlisted|\bdraft\b/);
    const asked = (await admin.see(page(slug, '/versions/1/undo?what=all'))).html;
    const headings = (html: string) =>
      [...html.matchAll(/<h2 dir="auto">(.*?)<\/h2>/g)].map(([, one = '']) => plain(one));
    expect(headings(asked)[0]).toBe('Title');
    expect(headings(asked).at(-1)).toBe('Who can see it');
  });

  it('says that a picture was added, changed or removed, without its files', async () => {
    const made = (id: string) => ({ id: id.repeat(64), width: 1440, height: 672, widths: [480, 960, 1440] });
    const picture = (id: string) => ({ alt: 'A square', made: made(id) });
    const [none, one, other] = [{}, { picture: picture('a') }, { picture: picture('b') }].map((more) => ({
      ...smallFile,
      ...more,
    }));
    const between = (before: object | undefined, after: object | undefined) =>
      fileChanges(before as never, after as never, inWords(momentWords)).map(({ before, after }) => [before, after]);
    expect(between(none, one)).toEqual([[undefined, 'A picture\nA square']]);
    expect(between(one, other)).toEqual([['The picture of before\nA square', 'Another picture\nA square']]);
    expect(between(one, none)).toEqual([['A picture\nA square', undefined]]);
    // So are a moment and a yes, alone or in what they are part of.
    const update = { id: 'u', title: 'Free', text: 'Yes.', at: '2026-03-01T12:00:00Z', draft: true };
    const [[, said]] = between(none, { ...none, updates: [update] }) as [[unknown, string]];
    expect(said.split('\n')).toEqual(expect.arrayContaining(['Moment: 1 March 2026 at 12:00 UTC', 'Draft: Yes']));
    expect(between(none, { ...none, showNames: true })).toEqual([['No', 'Yes']]);
    // So does the trail, which also has no JSON for a list that was empty.
    const entry = { picture: picture('a'), sources: [], updates: [] };
    const later = {
      picture: picture('b'),
      sources: ['flyer', 'post'],
      updates: [{ id: 'x1', title: 'Free', text: 'Yes.' }],
    };
    expect(differencesOf(entry, later)).toEqual([
      { what: 'picture', before: 'The picture of before\nA square', after: 'Another picture\nA square' },
      { what: 'sources', before: undefined, after: 'flyer, post' },
      { what: 'updates › Free › title', before: undefined, after: 'Free' },
      { what: 'updates › Free › text', before: undefined, after: 'Yes.' },
    ]);
  });

  it.each(['99', 'seven', '-1'])('says at the field that there is no version %s to compare with', async (typed) => {
    const slug = await campaign();
    await change(slug, { goal: 5 });
    const viewer = await organiser({ [slug]: 'viewer' });
    const { status, html } = await viewer.see(page(slug, `/versions/1?with=${typed}`));
    expect(status).toBe(422);
    expect(plain(html)).toContain('There is no version of this number. The newest is version 2.');
    expect(html).toContain('id="field-with-error"');
    expect(fieldOf(html, 'with')).toBe(typed);
    // The comparison with the newest one stays on the page.
    expect(plain(html)).toContain('Version 2 (now)');
    expect((await viewer.see(page(slug, '/versions/1?with='))).status).toBe(200);
    const missing = await viewer.see(page(slug, '/versions/99'));
    expect([missing.status, plain(missing.html).includes('Its history lists those that it has.')]).toEqual([404, true]);
  });

  it('names a victory that was said since, keeps it, and takes it back only with a box', async () => {
    const slug = await campaign({ visibility: 'public' });
    const won = { on: '2026-02-01', words: 'He is free.' };
    await change(slug, { title: 'Other', won, handedOver: [{ on: '2026-01-02', to: 'A minister' }] });
    const admin = await organiser('admin');
    const undo = page(slug, '/versions/1/undo');
    const asked = await admin.see(undo);
    expect(plain(asked.html)).toContain('What has happened stays as it is now');
    expect(plain(asked.html)).toContain('Victory: “He is free.” now, none in version 1.');
    expect(plain(asked.html)).not.toContain('would be gone');
    // No other campaign is meant.
    expect(asked.html).toMatch(/<label for="field-happened">\s*Also take back what was said of this since\s*<\/label>/);
    await admin.send(undo, { seen: fieldOf(asked.html, 'seen') ?? '' });
    expect((await stored(slug))?.campaign).toMatchObject({ title: smallFile.title, won });
    const again = await admin.see(undo);
    expect(plain(again.html)).toContain('Victory: “He is free.” now, none in version 1.');
    await admin.send(undo, { seen: fieldOf(again.html, 'seen') ?? '', happened: 'yes' });
    const left = (await stored(slug))?.campaign;
    expect([left?.won, left?.handedOver]).toEqual([undefined, [{ on: '2026-01-02', to: 'A minister' }]]);
  });

  it('says that nothing else differs where only a victory does, and that nothing was changed without the box', async () => {
    const slug = await campaign({ visibility: 'public' });
    const won = { on: '2026-02-01', words: 'He is free.' };
    await change(slug, { won });
    const [admin, undo] = [await organiser('admin'), page(slug, '/versions/1/undo')];
    const asked = await admin.see(`${undo}?what=all`);
    expect(plain(asked.html)).toContain('Nothing else differs. Only the box below changes something.');
    expect(asked.html).toMatch(/<input type="checkbox"[^>]*name="happened"[^>]*required/);
    expect(asked.html).not.toContain('Signatures keep the words');
    const newest = async () => (await site.deps.audit.list({ limit: 1 })).entries[0]?.id;
    const before = await newest();
    const sent = await admin.send(undo, { seen: '2', what: 'all' });
    expect(sent.at).toBe(`${page(slug)}?done=back-same`);
    expect(plain((await admin.see(sent.at ?? '')).html)).toContain('Nothing was changed.');
    expect([(await stored(slug))?.revision, await newest()]).toEqual([2, before]);
    // As with all fields alike.
    expect((await admin.send(page(slug, '/versions/2/undo'), { seen: '2' })).at).toBe(`${page(slug)}?done=back-same`);
    const taken = await admin.send(undo, { seen: '2', what: 'all', happened: 'yes' });
    expect([taken.at, (await stored(slug))?.campaign.won]).toEqual([`${page(slug)}?done=back-1`, undefined]);
    const other = page(slug, '/versions/2/undo');
    expect((await admin.see(other)).html).toMatch(/name="happened"[^>]*required/);
    await change(slug, { title: 'Other' });
    expect((await admin.see(other)).html).not.toMatch(/name="happened"[^>]*required/);
  });

  it('names the people who were released since, keeps them so, and takes it back only with a box', async () => {
    const ali = { id: 'ali-k', name: 'Ali K', status: 'detained' };
    const slug = await campaign({ cases: [ali] });
    await campaign({ cases: [ali] });
    await change(slug, {
      title: 'Other',
      cases: [{ ...ali, status: 'released', history: [{ status: 'released', on: '2026-02-01' }] }],
    });
    const admin = await organiser('admin');
    const asked = await admin.see(page(slug, '/versions/1/undo'));
    const words = plain(asked.html);
    expect(words).toContain('Ali K: “Released” now, “In prison” in version 1. 1 other campaign speaks for them.');
    expect(words).toContain('Also take back what was said of this since, here and in the other campaigns');
    expect(asked.html).toMatch(/<input type="checkbox"[^>]*name="happened"/);
    expect(asked.html).not.toMatch(/name="happened"[^>]*checked/);
    const seen = fieldOf(asked.html, 'seen') ?? '';
    await admin.send(page(slug, '/versions/1/undo'), { seen });
    expect((await stored(slug))?.campaign).toMatchObject({ title: smallFile.title, cases: [{ status: 'released' }] });
    const again = await admin.see(page(slug, '/versions/1/undo'));
    await admin.send(page(slug, '/versions/1/undo'), { seen: fieldOf(again.html, 'seen') ?? '', happened: 'yes' });
    expect((await stored(slug))?.campaign.cases[0]?.status).toBe('detained');
    expect(plain((await admin.see('/organise/audit?act=case')).html)).toMatch(
      /Said that ali-k is in prison.*Said that ali-k is released/s,
    );
    // A file that is older than a release, or has no such case, names them, too.
    const file = { ...smallFile, slug, recipients: [deployedKey] };
    const gone = await admin.send(page(slug, '/import'), { text: JSON.stringify(file), step: 'check' });
    expect(plain(gone.html)).toContain(
      'Ali K would be gone from this campaign. 1 other campaign still speaks for them.',
    );
  });

  it('says that there is no such version, and is closed to other campaigns', async () => {
    const [slug, other] = [await campaign(), await campaign()];
    const owner = await organiser({ [slug]: 'owner' });
    for (const revision of ['9', '0', 'x', '1e3', '%23'])
      expect((await owner.see(page(slug, `/versions/${revision}`))).status).toBe(404);
    const { html } = await owner.see(page(slug, '/versions/9'));
    expect(html).toContain(`<a href="${page(slug, '/versions')}">The whole history</a>`);
    for (const rest of ['/versions', '/versions/1', '/versions/1/undo', '/file', '/import', '/preview'])
      expect([rest, (await owner.see(page(other, rest))).status]).toEqual([rest, 403]);
  });
});

describe('a file', () => {
  it('is downloaded as YAML, and says the same when it comes back', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    const { html: yaml, headers } = await editor.see(page(slug, '/file'));
    expect(headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${slug}.yaml"`);
    const same = await editor.send(page(slug, '/import'), { text: yaml, step: 'check' });
    expect(same.html).toContain('There is nothing to write.');
  });

  it('shows what it would change, and writes just that', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    const text = smallYaml
      .replace('free-them', slug)
      .replace('Because.', 'For this reason.')
      .concat(`recipients: [${deployedKey}]\n`);
    const check = await editor.send(page(slug, '/import'), { text, step: 'check' });
    expect([check.status, headingOf(check.html)]).toEqual([200, expect.stringMatching(/^Change “.*”\?$/)]);
    expect(plain(check.html)).toContain('For this reason.');
    expect(await stored(slug)).toMatchObject({ revision: 1 });
    const fields = { seen: fieldOf(check.html, 'seen') ?? '', text, step: 'save' };
    await change(slug, { goal: 7 });
    const meanwhile = await editor.send(page(slug, '/import'), fields);
    expect([meanwhile.status, meanwhile.html.includes('This campaign was changed while you looked at it, by')]).toEqual(
      [409, true],
    );
    const saved = await editor.send(page(slug, '/import'), { ...fields, seen: fieldOf(meanwhile.html, 'seen') ?? '' });
    expect([saved.status, saved.at]).toEqual([303, page(slug, '?done=file')]);
    // It does not say who sees the campaign: that stays.
    expect((await stored(slug))?.campaign).toMatchObject({ why: 'For this reason.', goal: 100, visibility: 'draft' });
  });

  it('with faults comes back as it was typed, with each fault at its line', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    const text = smallYaml.replace('goal: 100', 'goal: many').replace('free-them', slug).concat('titel: <i>x</i>\n');
    const { status, html } = await editor.send(page(slug, '/import'), { text, step: 'check' });
    expect([status, html.includes('<title>Error: ')]).toEqual([422, true]);
    expect(plain(html)).toContain('Line 6: goal');
    expect(html).toContain('<li value="6"><code dir="auto">goal: many</code>');
    expect(html).toContain('&lt;i&gt;x&lt;/i&gt;');
    expect(plain(html)).toContain('goal: many\nopensAt');
    expect(html).toContain(`<a href="${page(slug)}">Cancel</a>`);
    const odd = await editor.send(page(slug, '/import'), { text: 'slug: A b', step: 'check' });
    expect(plain(odd.html)).toContain('Short name (slug) must');
    const broken = await editor.send(page(slug, '/import'), { text: 'slug: [', step: 'check' });
    expect(broken.status).toBe(422);
    const foreign = await editor.send(page(slug, '/import'), { text: smallYaml, step: 'check' });
    expect(foreign.html).toContain('This file is for the campaign free-them.');
    expect((await editor.send(page(slug, '/import'), { text: ' ', step: 'check' })).html).toContain(
      'Paste the text of a file',
    );
    expect((await stored(slug))?.revision).toBe(1);
  });

  it('with faults comes back as it was typed, also if somebody else has changed the campaign meanwhile', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    await change(slug, { goal: 7 });
    const fields = { seen: '1', step: 'save' };
    const { status, html } = await editor.send(page(slug, '/import'), { ...fields, text: 'title: x' });
    expect(status).toBe(422);
    expect(plain(html)).toContain('Short name (slug) is missing');
    expect(html).toContain('title: x</textarea>');
    const many = Array.from({ length: 100 }, (_, i) => `a${i}: 1`).join('\n');
    const long = await editor.send(page(slug, '/import'), { ...fields, text: many });
    expect([long.status, plain(long.html).match(/There are \d+ more faults/)?.[0]]).toEqual([
      422,
      'There are 58 more faults',
    ]);
    expect((await stored(slug))?.revision).toBe(2);
  });

  it('is chosen from the computer, with the proof of the session and not without', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    const text = smallYaml.replace('free-them', slug).replace('Because.', 'From a file.');
    const read = await editor.upload(page(slug, '/import'), text);
    expect([read.status, plain(read.html).includes('From a file.')]).toEqual([403, false]);
    const owner = await organiser({ [slug]: 'owner' });
    expect(plain((await owner.upload(page(slug, '/import'), text)).html)).toContain('From a file.');
    expect((await owner.upload(page(slug, '/import'), text, 'of-another-session')).status).toBe(403);
    expect((await owner.upload(page(slug, '/import'), '')).html).toContain('Choose a file first');
    expect((await stored(slug))?.revision).toBe(1);
  });

  it('goes into the field for its text only if it is text: a photo is called by what it is, and no letter is lost', async () => {
    const admin = await organiser('admin');
    const upload = async (file: Uint8Array<ArrayBuffer>) => {
      const { status, html } = await admin.upload('/organise/import', new Blob([file]));
      const [, text = '?'] = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(html) ?? [];
      const [, fault] = /<a href="#field-file">([^<]*)<\/a>/.exec(html) ?? [];
      return [status, text.trim(), fault];
    };
    expect(await upload(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]))).toEqual([
      ...[422, '', 'This is no text file. It must be YAML or JSON, saved as UTF-8.'],
    ]);
    const latin = new Uint8Array(Buffer.from('slug: a\ntitle: Libert\xe9', 'latin1'));
    expect(await upload(latin)).toEqual([
      ...[422, '', 'Line 2: The line has a letter that is not in UTF-8. Save the file as UTF-8.'],
    ]);
  });

  it('makes a new draft for an admin, and nothing for a short name that is taken', async () => {
    const admin = await organiser('admin');
    const text = smallYaml.replace('free-them', 'from-a-file');
    const check = await admin.send('/organise/import', { text, step: 'check' });
    expect(headingOf(check.html)).toBe('Make “Free them”?');
    expect(check.html).toContain('It becomes a draft');
    expect((await admin.send('/organise/import', { text, step: 'edit' })).html).toContain('slug: from-a-file');
    expect((await admin.send('/organise/import', { text, step: 'save' })).at).toBe(
      '/organise/campaigns/from-a-file?done=file',
    );
    expect((await stored('from-a-file'))?.campaign.visibility).toBe('draft');
    const taken = await admin.send('/organise/import', { text, step: 'check' });
    expect([taken.status, taken.html.includes('There is a campaign from-a-file already')]).toEqual([409, true]);
    expect((await (await organiser({ 'from-a-file': 'owner' })).see('/organise/import')).status).toBe(403);
  });

  it('never repeats a private key', async () => {
    const slug = await campaign();
    const key = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
    const { html } = await (await organiser('admin')).send(page(slug, '/import'), {
      text: `slug: ${slug}\nwhy: ${key}\n`,
      step: 'check',
    });
    expect(html).toContain('holds a private key');
    expect(html).not.toContain('GFPYYSJZ');
  });
});

describe('a copy', () => {
  it('is made under a new name, and keeps what was typed if the name will not do', async () => {
    const slug = await campaign();
    const admin = await organiser('admin');
    const taken = await admin.send(page(slug, '/duplicate'), { slug, title: 'Free <her>' });
    expect([taken.status, fieldOf(taken.html, 'title')]).toEqual([409, 'Free &lt;her&gt;']);
    expect(taken.html).toContain('Another campaign has this short name');
    const faulty = await admin.send(page(slug, '/duplicate'), { slug: 'A B', title: '' });
    expect([faulty.status, faulty.html.includes('href="#field-slug"')]).toEqual([422, true]);
    const made = await admin.send(page(slug, '/duplicate'), { slug: 'a-copy', title: 'Copy' });
    expect(made.at).toBe('/organise/campaigns/a-copy?done=made');
    expect((await admin.see(made.at ?? '')).html).toContain('The draft is made');
  });

  it('takes its short name from its title, and has the faults of any new campaign', async () => {
    const slug = await campaign();
    const admin = await organiser('admin');
    expect((await admin.send(page(slug, '/duplicate'), { slug: '', title: `Copy of ${slug}` })).at).toBe(
      `/organise/campaigns/copy-of-${slug}?done=made`,
    );
    const faults = async (slugTyped: string, title: string) =>
      [
        ...(await admin.send(page(slug, '/duplicate'), { slug: slugTyped, title })).html.matchAll(
          /<li><a href="#field-[^>]*>([^<]*)/g,
        ),
      ].map(([, words]) => words);
    expect(await faults('', '')).toEqual(['Fill in “Title”']);
    expect(await faults('', '!!')).toEqual(['Type a short name: none can be made from this title']);
    expect((await faults('new', 'Copy'))[0]).toContain('“Short name” is the address of a page');
  });

  it('is said to share its cases, and to take the pictures along', async () => {
    const slug = await campaign({ cases: [{ name: 'Leyla', status: 'detained' }] });
    const { html } = await (await organiser('admin')).see(page(slug, '/duplicate'));
    expect(html).toContain('a draft with the texts, pictures');
    expect(html).toContain('Both campaigns then speak for the same cases.');
  });

  it('names languages whose demand is older before it is copied, and before the copy opens', async () => {
    const slug = await campaign({ visibility: 'public', translations: { ru: { title: 'Т', demand: 'Д' } } });
    const admin = await organiser('admin');
    const copied = `${slug}-copy`;
    const copy = () => admin.see(page(slug, '/duplicate'));
    expect((await copy()).html).not.toContain('older than the original');
    await change(slug, { demand: 'Another one.' });
    expect((await copy()).html).toContain(
      'The demand is older than the original: Russian. The draft says so, too, until you change it.',
    );
    await admin.send(page(slug, '/duplicate'), { slug: copied, title: 'Copy' });
    expect((await admin.see(page(copied))).html).toContain('The demand is older than the original: Russian');
    expect((await admin.see(page(copied, '/open'))).html).toContain('Russian (the demand is older than the original)');
  });
});

describe('a preview', () => {
  it('is made, shown once, listed without its token, and ended', async () => {
    const slug = await campaign();
    const editor = await organiser({ [slug]: 'editor' });
    const made = await editor.send(page(slug, '/preview'));
    const token = /\?token=([\w-]{22})/.exec(made.html)?.[1] ?? '';
    expect(made.html).toContain(`<code>https://amparo.example/preview/${slug}?token=${token}</code>`);
    // A script offers to copy it, on this page alone.
    expect(made.html).toMatch(
      /<script type="module" src="[^"]*copy[^"]*".*data-share="https:\/\/amparo.example\/preview.*Copy it/s,
    );
    const { html } = await editor.see(page(slug, '/preview'));
    expect(html.replaceAll('<script type="module" src="/assets/put-back.js"></script>', '')).not.toContain('<script');
    expect(html).not.toContain(token);
    expect(plain(html)).toMatch(/Made on .* · You/);
    const end = await editor.send(page(slug, '/preview/end'), { link: fieldOf(html, 'link') ?? '' });
    expect([end.status, end.at]).toEqual([303, page(slug, '/preview?done=ended')]);
    expect((await editor.see(end.at ?? '')).html).toContain('There are no links.');
    expect(site.logged).toEqual([]);
  });

  it('is not offered once the campaign is public', async () => {
    const slug = await campaign({ visibility: 'public' });
    const editor = await organiser({ [slug]: 'editor' });
    expect((await editor.see(page(slug))).html).not.toContain('/preview');
    const refused = await editor.send(page(slug, '/preview'));
    expect([refused.status, refused.html.includes('is no draft any more')]).toEqual([409, true]);
  });
});

it('has on the page of a campaign the links that the role may follow', async () => {
  const slug = await campaign();
  const linksFor = async (who: Who) => {
    const { html } = await (await organiser(who)).see(page(slug));
    return ['versions', 'preview', 'duplicate', 'file', 'import'].filter((one) =>
      html.includes(`href="${page(slug, `/${one}`)}"`),
    );
  };
  expect(await linksFor('admin')).toEqual(['versions', 'preview', 'duplicate', 'file', 'import']);
  expect(await linksFor({ [slug]: 'editor' })).toEqual(['versions', 'preview', 'file', 'import']);
  expect(await linksFor({ [slug]: 'viewer' })).toEqual(['versions', 'file']);
});

it('speaks of signatures where people may have signed, and not in a draft that was never open', async () => {
  const [draft, open] = [await campaign(), await campaign({ visibility: 'public' })];
  for (const slug of [draft, open]) await change(slug, { title: 'Other words' });
  const editor = await organiser({ [draft]: 'editor', [open]: 'editor' });
  const saysIt = async (slug: string) =>
    (await editor.see(page(slug, '/versions/1/undo'))).html.includes('Signatures keep the words');
  expect([await saysIt(draft), await saysIt(open)]).toEqual([false, true]);
  // Of other words, signatures keep nothing.
  await change(open, { title: smallFile.title, summary: 'Other words.' });
  expect(await saysIt(open)).toBe(false);
});

it('shows moments of a campaign by its clocks', async () => {
  const slug = await campaign({ timeZone: 'Europe/Berlin' });
  await change(slug, { closesAt: '2026-07-01T06:00:00Z' });
  const { html } = await (await organiser({ [slug]: 'viewer' })).see(page(slug, '/versions/1'));
  expect(html).toContain('1 July 2026 at 08:00 UTC+2');
  // When it was written, too.
  expect(html).toContain('1 March 2026 at 13:00 UTC+1');
  expect(html).not.toMatch(/\d\d:\d\d UTC(?![+-])/);
  const editor = await organiser({ [slug]: 'editor' });
  const list = await editor.send(page(slug, '/preview'), {});
  expect(list.html).toContain('Works until 8 March 2026 at 13:00 UTC+1');
});

it('calls what changed by the words of the forms', () => {
  expect(
    ['why', 'letter', 'targets › The court › role', 'targets › order', 'translations › ru › demand', 'unheard-of'].map(
      whatWords,
    ),
  ).toEqual(['Why', 'Letter', 'Targets › The court › Role', 'Targets › order', 'In Russian › Demand', 'unheard-of']);
});
