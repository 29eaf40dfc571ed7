import { sections } from '../../functions/console/campaigns/edit/sections.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { rows } from '../../functions/console/routes.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { changeCampaign, createCampaign } from '../../functions/core/campaigns/organise.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { askableTypes } from '../../functions/core/webhooks/event.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import type { startConsole } from './console.ts';
import { deployedKey } from './organise.ts';

const vocabulary = Array.from({ length: 2_000 }, (_, i) =>
  ((i * 7_919 + 104_729) % 1_679_616).toString(36).replace(/\d/g, (digit) => 'aeioulnrst'[Number(digit)] ?? ''),
);

/** A text that no page repeats, and that packs about as well as one that people write. @param seed which one. */
export function textOf(seed: number, letters: number): string {
  let at = seed * 48_271 + 11;
  let text = 'The';
  while (text.length < letters) {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += ` ${vocabulary[(at >> 8) % vocabulary.length]}`;
  }
  return text.slice(0, letters).trim();
}

/** How many entries the lists of a campaign have. */
interface Entries {
  readonly cases: number;
  readonly updates: number;
}
/** One update less than there can be, so that its form opens. */
const many: Entries = { cases: 30, updates: 14 };

/** A campaign that speaks for many, and has said much. @param seed another one has other words. */
function largeFile(slug: string, seed: number, { cases, updates }: Entries) {
  return {
    ...{ slug, title: textOf(seed, 110), demand: textOf(seed + 1, 390), summary: textOf(seed + 2, 290) },
    ...{ why: textOf(seed + 3, 7_900), letter: textOf(seed + 4, 3_000), notice: textOf(seed + 5, 200), goal: 10_000 },
    ...{ opensAt: '2026-01-01T00:00:00Z', recipients: [deployedKey], visibility: 'draft' as const },
    targets: Array.from({ length: 5 }, (_, i) => ({ name: `Target ${i}`, role: textOf(seed + 10 + i, 150) })),
    references: Array.from({ length: 10 }, (_, i) => ({
      ...{ title: textOf(seed + 20 + i, 150), url: `https://example.org/${i}`, publisher: 'A publisher' },
    })),
    cases: Array.from({ length: cases }, (_, i) => ({
      ...{
        id: `${slug}-${i}`,
        name: `Prisoner ${i} of ${slug}`,
        status: 'detained' as const,
        work: textOf(seed + 40 + i, 60),
      },
      ...{ charge: textOf(seed + 100 + i, 150), story: textOf(seed + 200 + i, 1_200) },
    })),
    updates: Array.from({ length: updates }, (_, i) => ({
      ...{ id: `update-${i}`, at: `2026-02-${String(i + 1).padStart(2, '0')}T00:00:00Z` },
      ...{ title: `${i} ${textOf(seed + 300 + i, 140)}`, text: textOf(seed + 400 + i, 2_000) },
      // One that can be published has a page that asks whether to.
      ...(i === 0 && { draft: true }),
    })),
    translations: {
      az: { title: textOf(seed + 500, 110), demand: textOf(seed + 501, 390), why: textOf(seed + 502, 7_900) },
    },
  } satisfies CampaignFile;
}

/** An endpoint that has missed many webhooks. */
async function busyEndpoint({ db, time }: Awaited<ReturnType<typeof startConsole>>): Promise<string> {
  const endpoint = 'whe_busy';
  await putEndpoint(db.Webhooks, {
    ...{ id: endpoint, url: 'https://hooks.example.org/x', description: textOf(9_000, 200), types: askableTypes },
    ...{ campaigns: [], createdAt: isoTime(time.now), secret: { kid: 'k1', generation: 1 }, failingSince: time.now },
  });
  for (let i = 0; i < 300; i++) {
    const id = textOf(9_001 + i, 22).replace(/\W/g, '');
    const noted = { event: `evt_${i}${id}`, type: 'campaign.milestone', outcome: 'given-up', attempt: 11 } as const;
    await putDelivery(db.Webhooks, { ...noted, endpoint, at: time.now - i * 7_919, failure: 'no-connection' });
  }
  return endpoint;
}

/**
 * Fills a console with a large campaign that was written anew once, a token and an organiser.
 * @returns the address of a page for each row that answers GET with a page (a picture and a file are none), and of each section of the campaign; and an admin who sees them, with their session: a form is for
 * the person who has seen it.
 */
export async function consolePages(site: Awaited<ReturnType<typeof startConsole>>, entries = many) {
  const slug = 'large-campaign';
  await createCampaign(site.deps, operator, largeFile(slug, 1, entries));
  const other = largeFile(slug, 5_000, entries);
  await changeCampaign(site.deps, operator, { slug, patch: other, seen: undefined });
  const account = await site.account('admin');
  const { token } = await createAccessToken(site.deps, operator, { account, scopes: ['campaigns:read'] });
  const { id: session, csrf } = await startSession(site.deps, { account, authTime: site.time.now });
  const [entry] = (await site.deps.audit.list({ subject: slug, limit: 1 })).entries;
  const endpoint = await busyEndpoint(site);
  const { campaign } = (await getStoredCampaign(site.db.Campaigns, slug)) ?? {};
  const update = campaign?.updates[0]?.id ?? '';
  /** What stands in the address of a row instead of a name. */
  const idFor = (path: string): string =>
    path.includes('/updates/')
      ? update
      : path.includes('/cases/')
        ? `${slug}-0`
        : path.includes('/people/')
          ? account
          : path.includes('/webhooks/')
            ? endpoint
            : token.id;
  const addresses = rows
    .filter(
      ({ method, path }) =>
        method === 'GET' && path.startsWith('/organise') && !/\/(?:pictures|previews)\/|\/file$/.test(path),
    )
    .flatMap(({ path }) => {
      const at = path.replace(':slug', slug).replace(':revision', '1');
      if (path.includes(':section'))
        return [...sections.map(({ name }) => name), 'translations.az'].map((name) => at.replace(':section', name));
      return [at.replace(':id', path.includes('/audit/') ? (entry?.id ?? '') : idFor(path))];
    });
  const see = async (address: string) => {
    const answer = await site.ask('GET', address, { cookie: `${SESSION_COOKIE}=${session}` });
    return { status: answer.status, html: await answer.text() };
  };
  const send = async (address: string, fields: Readonly<Record<string, string>>) => {
    const headers = { cookie: `${SESSION_COOKIE}=${session}`, 'sec-fetch-site': 'same-origin' };
    const body = new URLSearchParams({ ...fields, csrf }).toString();
    const sent = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await site.ask('POST', address, sent, body);
    return { status: answer.status, html: await answer.text() };
  };
  return { slug, addresses, see, send, session: { cookie: `${SESSION_COOKIE}=${session}`, csrf } };
}
