import { expect, it } from 'vitest';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { SECOND } from '../../functions/core/running/clock.ts';
import { REMEMBERED_SECONDS } from '../../functions/site/freshness.ts';
import { publicPaths, withQuery } from '../support/public-paths.ts';
import { startSite } from '../support/site.ts';

const site = await startSite();
const [at, soon] = ['2026-02-01T08:00:00Z', '2026-04-20T08:00:00Z'];

/** Enough names that no table gives them in the same order twice. */
const targets = [1, 2, 3, 4, 5, 6].map((n) => ({ name: `Minister ${n}`, role: `Role ${n}`, country: 'AZ' }));
const texts = {
  ...{ title: 'Frei', demand: 'Lasst sie frei.', summary: 'Kurz.', notice: 'Bald.', why: 'Darum.', letter: 'Brief.' },
  targets: Object.fromEntries(targets.map(({ name }) => [name, { name: `${name} (de)`, role: 'Rolle' }])),
  cases: { ada: { name: 'Ada (de)', work: 'Arbeit', charge: 'Vorwurf', story: 'Geschichte' } },
};
const open = {
  ...{ slug: 'open', summary: 'Short.', notice: 'Soon.', why: 'Why.', letter: 'Letter.', targets },
  cases: [{ id: 'ada', name: 'Ada', status: 'detained', work: 'Work', charge: 'Charge', story: 'Story' }],
} satisfies Partial<CampaignFile>;

type Written = NonNullable<CampaignFile['updates']>[number];
const shown: Written = { at, title: 'Shown', text: 'Shown.' };
const draft: Written = { id: 'of-a-draft', at, title: 'Draft', text: 'Draft.', draft: true };
const scheduled: Written = { at: soon, title: 'Scheduled', text: 'Scheduled.' };
const put = (updates: readonly Written[], translated: object) =>
  site.put({ ...open, updates: [...updates], translations: { de: { ...texts, updates: translated } as never } });
const inGerman = { title: 'Gezeigt', text: 'Gezeigt.' };

await put([shown], { [at]: inGerman });
await site.publish('open', { total: 60, byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 30 } });

/** Lets the site read again. All of it happens in one minute, so that no number may move meanwhile. */
function forgetReads() {
  site.time.now += REMEMBERED_SECONDS * SECOND;
}

/** Each public answer about the campaign, with the tag by which programs know whether it is another one. */
async function answers() {
  forgetReads();
  const paths = publicPaths(site.app, 'open').flatMap((path) => [path, withQuery(path, 'lang=de')]);
  const all = [...paths, '/de/campaigns/open', '/de/cases/ada', '/cases/ada'].map(async (path) => {
    const answer = await site.page(path);
    return [path, [answer.status, answer.headers.get('etag'), await answer.text()]] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}
const before = await answers();

it.each<[string, readonly Written[], object]>([
  ['nothing, saved again', [shown], { [at]: inGerman }],
  ['a draft', [shown, draft], { [at]: inGerman }],
  ['a draft of the same moment, in front', [draft, shown], { [`${at} (2)`]: inGerman }],
  ['the words of a draft', [draft, shown], { [at]: { title: 'Entwurf' }, [`${at} (2)`]: inGerman }],
  ['an update for later', [scheduled, shown], { [at]: inGerman }],
  ['its words in another language', [shown, scheduled], { [at]: inGerman, [soon]: { title: 'Geplant' } }],
  ['words of another language that have no text', [shown, scheduled], { [at]: inGerman, [soon]: {} }],
])(
  'answers as before, with the same tags, after this change that nobody may see: %s',
  async (_, updates, translated) => {
    for (let n = 0; n < 3; n++) {
      await put(updates, translated);
      expect(await answers()).toEqual(before);
    }
  },
);

it('has no name in a translation for updates that nobody may see', async () => {
  const ofGerman = async () => ((await site.json('/api/campaigns/open')) as { texts: { de: object } }).texts.de;
  await put([draft, scheduled], { [at]: { title: 'Entwurf' }, [soon]: { title: 'Geplant' } });
  forgetReads();
  expect(await ofGerman()).toEqual(texts);
});
