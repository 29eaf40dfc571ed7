import { expect, it } from 'vitest';
import { startSite } from '../support/site.ts';

const site = await startSite();
await site.put({ slug: 'open' });
await site.put({ slug: 'closed', closesAt: '2026-02-01T00:00:00Z' });
await site.put({ slug: 'upcoming', opensAt: '2026-04-01T00:00:00Z' });

it.each(['open', 'closed', 'upcoming'])(
  'asks for an address, and nothing more, while a campaign is %s',
  async (slug) => {
    const answer = await site.page(`/campaigns/${slug}/my-signature`);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain(`<form class="sign-form" method="post" action="/api/campaigns/${slug}/links"`);
    expect(html).toContain(`data-challenges="/api/campaigns/${slug}/challenges"`);
    expect([...html.matchAll(/ name="(\w+)"/g)].map(([, name]) => name).filter((name) => name !== 'viewport')).toEqual(
      expect.arrayContaining(['email', 'locale']),
    );
    expect(html).not.toContain('name="comment"');
    expect(html).toContain('<meta name="robots" content="noindex"/>');
  },
);

it('is linked from the page of each campaign that is or was open', async () => {
  for (const slug of ['open', 'closed']) {
    const html = await (await site.page(`/campaigns/${slug}`)).text();
    expect(html).toContain(`href="/campaigns/${slug}/my-signature"`);
  }
});
