import { describe, expect, it } from 'vitest';
import { rows } from '../../functions/console/routes.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { hasRight, isRight } from '../../functions/core/access/rights.ts';
import { campaignRoles } from '../../functions/core/access/roles.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { addUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { addCaseToCampaign } from '../../functions/core/cases/in-campaign.ts';
import { organiserActor } from '../support/access.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

const site = await startConsole();
const make = async (slug: string, more: object = {}) => {
  await createCampaign(site.deps, operator, { ...smallFile, slug, ...more });
  await createCase(site.deps, operator, {
    campaign: slug,
    fields: { name: `Ali of ${slug}`, status: 'detained', people: 1 },
  });
};
await make('a-draft', { visibility: 'draft' });
await make('an-open-one', { visibility: 'public' });
await make('of-others', { visibility: 'public' });
await addUpdate(site.deps, operator, {
  ...{ slug: 'an-open-one', seen: undefined, update: { title: 'Soon', text: 'Soon.', at: '2027-01-01T12:00:00Z' } },
});
// One that the organiser cannot change alone.
await addCaseToCampaign(site.deps, operator, { slug: 'an-open-one', id: 'ali-of-of-others', seen: undefined });

const posts = rows
  .filter(({ method }) => method === 'POST')
  .map(({ path, right }) => ({
    right,
    pattern: new RegExp(`^${path.replace(/:slug/, '(?<slug>[^/]+)').replace(/:\w+/g, '[^/]+')}$`),
  }));

describe.each(campaignRoles)('a page that a %s sees', (role) => {
  it('offers nothing that is refused', async () => {
    const campaigns = { 'a-draft': role, 'an-open-one': role };
    const { cookie } = await site.session(campaigns);
    const actor = organiserActor({ campaigns });
    const [seen, refused] = [new Set(['/organise']), [] as string[]];
    // A set grows while it is read.
    for (const address of seen) {
      const answer = await site.ask('GET', address, { cookie });
      if (answer.status === 403) refused.push(address);
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      const html = await answer.text();
      for (const [, href = ''] of html.matchAll(/ href="(\/organise[^"#]*)/g)) {
        const next = href.replaceAll('&amp;', '&');
        // The same page with other values.
        if (!/[?&](?:after|lang|state|with|part)=/.test(next)) seen.add(next);
      }
      for (const [, action = ''] of html.matchAll(/<form[^>]* method="post" action="(\/organise[^"?]*)/g)) {
        const post = posts.find(({ pattern }) => pattern.test(action));
        const slug = post?.pattern.exec(action)?.groups?.slug;
        if (!post || (isRight(post.right) && !hasRight(actor, post.right, slug))) refused.push(`POST ${action}`);
      }
    }
    expect(refused).toEqual([]);
    expect(seen.size).toBeGreaterThan(10);
  });
});

it('leads from a refusal back to the campaign, for those who may see that', async () => {
  const { cookie } = await site.session({ 'a-draft': 'viewer' });
  const page = async (slug: string) => {
    const answer = await site.ask('GET', `/organise/campaigns/${slug}/edit/texts`, { cookie });
    return [answer.status, (await answer.text()).includes(`href="/organise/campaigns/${slug}">Back to the campaign<`)];
  };
  expect(await page('a-draft')).toEqual([403, true]);
  expect(await page('of-others')).toEqual([403, false]);
});

it('says that the campaigns of an organiser have no case, where others have', async () => {
  await createCampaign(site.deps, operator, { ...smallFile, slug: 'without-cases', cases: [] });
  const { cookie } = await site.session({ 'without-cases': 'viewer' });
  const html = await (await site.ask('GET', '/organise/cases', { cookie })).text();
  expect(html).toContain('Your campaigns have no case yet.');
});
