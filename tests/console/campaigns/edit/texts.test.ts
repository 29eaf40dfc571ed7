import { beforeAll, describe, expect, it } from 'vitest';
import { getStoredCampaign, putCampaign } from '../../../../functions/core/campaigns/store.ts';
import { type CampaignChanges, campaignOf } from '../../../support/campaign.ts';
import { startConsole } from '../../../support/console.ts';
import { fieldsOf, headingOf, organiserBrowser } from '../../../support/organiser-browser.ts';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
});
const put = (slug: string, more: CampaignChanges = {}) =>
  putCampaign(console_.db.Campaigns, campaignOf({ slug, visibility: 'draft', ...more }));
const stored = async (slug: string) =>
  (await getStoredCampaign(console_.db.Campaigns, slug, { consistent: true }))?.campaign;
const at = (slug: string) => `/organise/campaigns/${slug}/edit/texts`;

describe('the texts of a campaign', () => {
  it('are written by an editor, in the words that were typed', async () => {
    await put('words');
    const editor = await organiserBrowser(console_, { words: 'editor' });
    const saved = await editor.fill(at('words'), {
      ...{ title: ' Free Ali & “Əli” ', why: 'One.\n\n- two\n', goal: '10,000', country: 'azerbaijan' },
      ...{ language: 'Azerbaijani', letter: '', notice: '' },
    });
    expect([saved.status, saved.at]).toEqual([303, '/organise/campaigns/words?saved=texts']);
    expect((await editor.see(saved.at ?? '')).html).toContain('Saved: Texts');
    const now = await stored('words');
    expect(now).toMatchObject({ title: 'Free Ali & “Əli”', why: 'One.\n\n- two', goal: 10_000, country: 'AZ' });
    expect(now).toMatchObject({ language: 'az', demand: 'The government releases them.' });
    expect(now).not.toHaveProperty('letter');
    expect(fieldsOf((await editor.see(at('words'))).html)).toMatchObject({ country: 'Azerbaijan', goal: '10000' });
  });

  it('take the key Enter in a box for one line as a blank, and keep the paragraphs of long texts', async () => {
    await put('lines');
    const editor = await organiserBrowser(console_, { lines: 'editor' });
    const saved = await editor.fill(at('lines'), {
      title: 'Free\nAli',
      notice: 'It is\r\n over.',
      why: 'One.\n\nTwo.',
    });
    expect(saved.status).toBe(303);
    expect(await stored('lines')).toMatchObject({ title: 'Free Ali', notice: 'It is over.', why: 'One.\n\nTwo.' });
    const translated = '/organise/campaigns/lines/edit/translations.de';
    const { names } = { names: Object.keys(fieldsOf((await editor.see(translated)).html)) };
    expect(names).toContain('title');
    expect((await editor.fill(translated, { title: 'Freiheit\nfür Ali', demand: 'Lasst ihn\nfrei.' })).status).toBe(
      303,
    );
    expect((await stored('lines'))?.translations?.de).toMatchObject({
      title: 'Freiheit für Ali',
      demand: 'Lasst ihn frei.',
    });
  });

  it('come back with each fault at its field and above the title, and with all that was typed', async () => {
    await put('faulty');
    const editor = await organiserBrowser(console_, { faulty: 'editor' });
    const typed = {
      title: '',
      goal: 'many',
      country: 'Atlantis',
      why: '[x](javascript:alert(1))',
      demand: 'x'.repeat(401),
    };
    const { status, html } = await editor.fill(at('faulty'), typed);
    expect(status).toBe(422);
    expect(html).toContain('<title>Error: ');
    expect(html.indexOf('There is a problem')).toBeLessThan(html.indexOf('<h1'));
    for (const [field, words] of [
      ['title', 'Fill in “Title”'],
      ['goal', '“Goal” must be a whole number'],
      ['country', '“Country where they are held” must be a country'],
      ['why', '“Why” may not link to'],
      ['demand', '“Demand” must be 400 characters or shorter (it is 401)'],
    ] as const) {
      expect(html.split(words).length - 1, words).toBe(2);
      expect(html).toContain(`href="#field-${field}"`);
      expect(html).toMatch(new RegExp(`id="field-${field}-error"`));
    }
    expect(fieldsOf(html)).toMatchObject(typed);
  });

  it.each(['title', 'demand', 'summary'] as const)(
    'say how long the %s may be, before it is too long',
    async (field) => {
      const slug = `long-${field}`;
      await put(slug);
      const editor = await organiserBrowser(console_, { [slug]: 'editor' });
      const [, most = ''] =
        new RegExp(`id="field-${field}-hint">[^<]*?at most (\\d+) characters`, 'i').exec(
          (await editor.see(at(slug))).html,
        ) ?? [];
      const { html } = await editor.fill(at(slug), { [field]: 'x'.repeat(Number(most) + 1) });
      expect(html).toContain(`must be ${most} characters or shorter`);
      expect((await editor.fill(at(slug), { [field]: 'x'.repeat(Number(most)) })).status).toBe(303);
    },
  );

  it('have the beginning of the demand as their summary, as long as nobody writes another one', async () => {
    await put('follows');
    const editor = await organiserBrowser(console_, { follows: 'editor' });
    expect((await editor.fill(at('follows'), { summary: '' })).status).toBe(303);
    expect((await stored('follows'))?.summary).toBe('The government releases them.');
    expect(fieldsOf((await editor.see(at('follows'))).html).summary).toBe('');
    await editor.fill(at('follows'), { demand: 'The king releases them.' });
    expect((await stored('follows'))?.summary).toBe('The king releases them.');
    const { html } = await editor.fill(at('follows'), { demand: '' });
    expect([html.includes('Fill in “Demand”'), html.includes('Fill in “Summary”')]).toEqual([true, false]);
  });

  it('are previewed as the public page shows them, and nothing is saved', async () => {
    await put('preview');
    const editor = await organiserBrowser(console_, { preview: 'editor' });
    const typed = { why: 'Look [here](https://example.org)\n\n<b>', title: 'Not saved', preview: 'why' };
    const { status, html } = await editor.fill(at('preview'), typed);
    expect(status).toBe(200);
    expect(html).toContain('Look <a href="https://example.org">here</a>');
    expect(html).toContain('&lt;b&gt;');
    expect(fieldsOf(html)).toMatchObject({ title: 'Not saved' });
    expect((await stored('preview'))?.title).toBe('Free them');
  });

  it('are previewed with what saving will refuse', async () => {
    await put('previewed-faults');
    const editor = await organiserBrowser(console_, { 'previewed-faults': 'editor' });
    const typed = { why: 'See ![x](http://a/b.png)', preview: 'why' };
    const { status, html } = await editor.fill(at('previewed-faults'), typed);
    const preview = /<section class="preview".*?<\/section>/s.exec(html)?.[0];
    const fault = '“Why” may not link to “http://a/b.png”: “a” has no dot, so it is no whole name of a site';
    expect([status, preview]).toEqual([200, expect.stringContaining(fault)]);
    const saved = await editor.fill(at('previewed-faults'), { why: typed.why });
    expect([saved.status, saved.html]).toEqual([422, expect.stringContaining(fault)]);
  });

  it('are no moderator’s to write', async () => {
    await put('closed-to-others');
    const moderator = await organiserBrowser(console_, { 'closed-to-others': 'moderator' });
    const { status, html } = await moderator.see(at('closed-to-others'));
    expect([status, headingOf(html)]).toEqual([403, 'Your role does not allow this']);
    expect((await moderator.see('/organise/campaigns/closed-to-others')).html).not.toContain('/edit/');
  });
});

describe('two editors of one campaign', () => {
  it('keep both changes, if they are about different fields', async () => {
    await put('both');
    const [one, other] = [await organiserBrowser(console_, 'admin'), await organiserBrowser(console_, 'admin')];
    const fields = fieldsOf((await one.see(at('both'))).html);
    await other.fill(at('both'), { summary: 'By the other.' });
    expect((await one.send(at('both'), { ...fields, title: 'By me' })).status).toBe(303);
    expect(await stored('both')).toMatchObject({ title: 'By me', summary: 'By the other.' });
  });

  it('see both versions of a field that both have changed, and nothing typed is lost', async () => {
    await put('clash');
    const [one, other] = [await organiserBrowser(console_, 'admin'), await organiserBrowser(console_, 'admin')];
    const fields = fieldsOf((await one.see(at('clash'))).html);
    await other.fill(at('clash'), { title: 'By the other', notice: 'New.' });
    const { status, html } = await one.send(at('clash'), { ...fields, title: 'By me', goal: '7' });
    expect(status).toBe(409);
    expect(html).toContain('The same fields were changed meanwhile, by ');
    expect(html.indexOf('By the other')).toBeLessThan(html.indexOf('<h1'));
    expect(fieldsOf(html)).toMatchObject({ title: 'By me', goal: '7', notice: 'New.' });
    expect((await stored('clash'))?.title).toBe('By the other');
    // Now they have seen it.
    expect((await one.send(at('clash'), fieldsOf(html))).status).toBe(303);
    expect(await stored('clash')).toMatchObject({ title: 'By me', goal: 7, notice: 'New.' });
  });

  it('see it after a preview, too: a preview sees nothing new', async () => {
    await put('previewed');
    const [one, other] = [await organiserBrowser(console_, 'admin'), await organiserBrowser(console_, 'admin')];
    const fields = fieldsOf((await one.see(at('previewed'))).html);
    await other.fill(at('previewed'), { title: 'By the other' });
    const { html } = await one.send(at('previewed'), { ...fields, title: 'By me', preview: 'why' });
    expect((await one.send(at('previewed'), fieldsOf(html))).status).toBe(409);
  });
});

describe('words that people have signed', () => {
  it('change after a question alone, and the former ones stay', async () => {
    await put('signed', { visibility: 'public' });
    const editor = await organiserBrowser(console_, { signed: 'editor' });
    const asked = await editor.fill(at('signed'), { demand: 'The king releases them.', notice: 'Look.' });
    expect([asked.status, headingOf(asked.html)]).toEqual([200, 'People may have signed the old words']);
    expect(asked.html).toContain('The government releases them.');
    expect((await stored('signed'))?.demand).toBe('The government releases them.');
    const fields = fieldsOf(asked.html);
    const back = await editor.send(at('signed'), { ...fields, step: 'change' });
    expect(fieldsOf(back.html)).toMatchObject({ demand: 'The king releases them.', notice: 'Look.' });
    expect((await editor.send(at('signed'), { ...fields, step: 'send' })).status).toBe(303);
    expect(await stored('signed')).toMatchObject({
      demand: 'The king releases them.',
      demands: [expect.objectContaining({ demand: 'The government releases them.' })],
    });
  });

  it('do not ask about any other change', async () => {
    await put('signed-otherwise', { visibility: 'public' });
    const editor = await organiserBrowser(console_, { 'signed-otherwise': 'editor' });
    expect((await editor.fill(at('signed-otherwise'), { why: 'Other.' })).status).toBe(303);
  });
});
