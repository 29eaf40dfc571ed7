import { beforeEach, describe, expect, it } from 'vitest';
import { answerPageProblems } from '../../functions/console/page-problems.ts';
import { afterRefusal } from '../../functions/console/refused-forms.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { changeRoles, listOrganisers } from '../../functions/core/access/people.ts';
import { removeOrganiser } from '../../functions/core/access/remove.ts';
import { deletedCampaign } from '../../functions/core/campaigns/deleted.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { removeCase } from '../../functions/core/cases/change.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { createApp } from '../../functions/http/app.ts';
import { HttpProblem, type HttpProblemKind } from '../../functions/http/problems.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole, type Who } from '../support/console.ts';
import { browserOf, fieldOf, formBody, headingOf } from '../support/console-browser.ts';

const SLUG = 'free-them';
const TEXTS = `/organise/campaigns/${SLUG}/edit/texts`;
const WRITTEN = 'Three hours of <words>';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  console_ = await startConsole();
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: SLUG }));
});

const typed = { why: WRITTEN, seen: '1', anything: 'A mark of the page' };

/** What a page shows of a form that it refuses. */
function shownIn(html: string) {
  const list = /<h2>What you typed<\/h2><dl class="answers typed">(.*?)<\/dl>/s.exec(html)?.[1] ?? '';
  return {
    typed: [...list.matchAll(/<dd>(.*?)<\/dd>/gs)].map(([, value]) => value),
    canBeSent: html.includes('Send it now'),
  };
}
const escaped = 'Three hours of &lt;words&gt;';

/** An organiser, and the name of their account. */
async function organiser(who: Who) {
  const browser = await browserOf(console_, who);
  return { ...browser, account: (await listOrganisers(console_.deps, operator)).at(-1)!.id };
}

describe('what somebody has typed is on the page that refuses it', () => {
  it('if their role was lowered meanwhile, and can be sent once they have it again', async () => {
    const ana = await organiser({ [SLUG]: 'editor' });
    const roles = (role: 'viewer' | 'editor') =>
      changeRoles(console_.deps, operator, { account: ana.account, campaigns: { [SLUG]: role } });
    await roles('viewer');
    const { status, html } = await ana.send(TEXTS, typed);
    expect([status, headingOf(html)]).toEqual([403, 'Your role does not allow this']);
    expect(shownIn(html)).toEqual({ typed: [escaped], canBeSent: true });
    expect(html).not.toContain('You have not signed in');
    const [, action = ''] = /<form method="post" action="([^"]+texts[^"]*)"/.exec(html) ?? [];
    const still = await ana.send(action, typed);
    expect([still.status, still.html]).toEqual([403, expect.stringContaining('your role still does not allow it')]);
    expect(shownIn(still.html).typed).toEqual([escaped]);
    await roles('editor');
    expect((await ana.send(action, { ...typed, csrf: fieldOf(html, 'csrf')! })).status).not.toBe(403);
  });

  it('if they were removed, without anything of the campaign', async () => {
    const ana = await organiser({ [SLUG]: 'editor' });
    await organiser('admin');
    await removeOrganiser(console_.deps, operator, { account: ana.account });
    const { status, html } = await ana.send(TEXTS, typed);
    expect([status, headingOf(html)]).toEqual([401, 'Your account here was removed']);
    expect(shownIn(html)).toEqual({ typed: [escaped], canBeSent: false });
    expect(html).not.toContain(campaignOf().title);
    expect(html).not.toContain('<form');
  });

  it('if the case was erased', async () => {
    const ana = await organiser('admin');
    await createCase(console_.deps, operator, { id: 'leyla', fields: { name: 'Leyla', status: 'detained' } });
    await removeCase(console_.deps, operator, { id: 'leyla', seen: undefined });
    const { status, html } = await ana.send('/organise/cases/leyla/edit', { seen: '1', story: WRITTEN });
    expect([status, headingOf(html)]).toEqual([404, 'There is no such case']);
    expect(shownIn(html)).toEqual({ typed: [escaped], canBeSent: false });
  });

  it('if the campaign was deleted', async () => {
    const ana = await organiser('admin');
    await putCampaign(console_.db.Campaigns, deletedCampaign(campaignOf({ slug: SLUG }), console_.time.now));
    const { status, html } = await ana.send(TEXTS, typed);
    expect([status, headingOf(html)]).toEqual([410, 'This campaign was deleted']);
    expect(shownIn(html)).toEqual({ typed: [escaped], canBeSent: false });
  });

  it('but nothing that another site sends, no private key, and no page more for a form without words', async () => {
    const ana = await organiser({ [SLUG]: 'viewer' });
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await ana.send(TEXTS, typed, { 'sec-fetch-site': site })).html, site).not.toContain(escaped);
    const secret = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
    const { html } = await ana.send(TEXTS, { why: `It is ${secret}.` });
    expect(shownIn(html).typed).toEqual(['It is AGE-SECRET-KEY-….']);
    expect(html).not.toContain(secret);
    expect((await ana.send(TEXTS, { seen: '1' })).html).not.toMatch(/What you typed|Send it now|Nothing was saved/);
    expect((await ana.send(TEXTS, { why: 'a'.repeat(300_000) })).html).toContain('too long to be shown here');
  });
});

describe('each refusal', () => {
  // A kind is thrown here as it is: what throws it really has tests of its own.
  let refuse: HttpProblemKind;
  const ask = (headers: Record<string, string>) => {
    const app = createApp(console_.deps, [], 'own', [answerPageProblems(console_.deps)]);
    app.post(TEXTS, () => {
      throw new HttpProblem(refuse);
    });
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return app.request(TEXTS, { method: 'POST', headers: { ...type, ...headers }, body: formBody(typed) });
  };

  it.each(Object.entries(afterRefusal))('%s decides what becomes of a form of ours: %s', async (kind, after) => {
    refuse = kind as HttpProblemKind;
    const { cookie = '' } = await console_.session('admin');
    const answer = await ask({ cookie });
    const html = await answer.text();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(shownIn(html)).toEqual({
      typed: after === 'unread' ? [] : [escaped],
      canBeSent: after === 'send',
    });
    const foreign = await (await ask({ cookie, 'sec-fetch-site': 'cross-site' })).text();
    expect(foreign).not.toContain(escaped);
    for (const page of [html, foreign]) expect(page).not.toMatch(/<dd>A mark of the page/);
  });
});
