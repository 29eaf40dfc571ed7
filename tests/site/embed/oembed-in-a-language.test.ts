import { expect, it } from 'vitest';
import { startSite } from '../../support/site.ts';
import { speaking } from '../../support/speaking.ts';

speaking(['en', 'az', 'ar']);
const site = await startSite();
await site.put({
  slug: 'spoken',
  language: 'az',
  title: 'az:title',
  translations: { en: { title: 'en:title', demand: 'en:demand' } },
});
const answerFor = (address: string) => site.json(`/oembed?url=${encodeURIComponent(address)}`);

it.each([
  ['/en/campaigns/spoken', 'en'],
  ['/en/campaigns/spoken/dashboard', 'en'],
  ['/campaigns/spoken?lang=en', 'en'],
  ['/az/campaigns/spoken', 'az'],
  // A frame that speaks Arabic, around the original.
  ['/ar/campaigns/spoken', 'az', 'ar'],
])('lets a program show the frame in the language of the address: %s', async (path, title, lang = title) => {
  const answer = await answerFor(`https://amparo.example${path}`);
  expect(answer).toMatchObject({
    title: `${title}:title`,
    html: expect.stringContaining(`/embed/campaigns/spoken?lang=${lang}"`),
  });
});

it.each(['', '/dashboard', '/share'])('names that frame on the page: /az/campaigns/spoken%s', async (rest) => {
  const page = await (await site.get(`/az/campaigns/spoken${rest}`)).text();
  const [, address = ''] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(page) ?? [];
  const { pathname, search } = new URL(address);
  expect(await site.json(pathname + search)).toMatchObject({ html: expect.stringContaining('?lang=az"') });
});
