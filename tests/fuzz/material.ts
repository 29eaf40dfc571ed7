import { basename } from 'node:path';
import type { Hono } from 'hono';
import { assetNames } from '../../functions/ui/assets.ts';
import { MARK } from './marks.ts';
import { solved } from './proof.ts';
import type { Material } from './request.ts';
import { callsOf, routesOf } from './routes.ts';
import { CASE, type FuzzedService, OPEN, PREVIEW, PUBLIC_URL, SLUGS } from './service.ts';

/** Collects the things that a real caller may have: names, links from e-mails, and solved proofs. */
export async function materialOf(service: FuzzedService): Promise<Material> {
  const { apps, assets } = service;
  // Many links, since one that was used to withdraw counts no more.
  const addresses = Array.from({ length: 12 }, (_, which) => `a${which}@${MARK}.example`);
  for (const email of addresses) {
    const { status } = await post(apps.sign, 'signatures', { name: 'Ada', email, country: 'AZ' });
    if (status !== 202) throw new Error(`No mail to fuzz the links of: ${status}`);
  }
  const tokens = await service.takeTokens();
  if (tokens.length === 0) throw new Error('No links to fuzz');
  return {
    routes: routesOf(apps),
    fields: [...new Set([...callsOf().values(), ['website', 'token']].flat())],
    // Most requests are about the campaign that can be signed.
    names: {
      slug: [OPEN, OPEN, OPEN, ...SLUGS],
      file: assetNames.map((name) => basename(assets.href(name))),
      id: [CASE],
    },
    charts: ['growth.svg', 'days.csv'],
    publicUrl: PUBLIC_URL,
    tokens,
    previews: [PREVIEW],
    proofs: await Promise.all(
      addresses.slice(0, 3).map(async (email) => solved(await post(apps.sign, 'challenges', { email }))),
    ),
  };
}

const post = async (app: Hono, what: string, body: object): Promise<Response> =>
  app.request(`/api/campaigns/${OPEN}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
