import { createConsoleApp } from '../../functions/console/app.ts';
import { type ConsoleDeps, relistIn } from '../../functions/console/deps.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { createSignInProvider } from '../../functions/console/sign-in/provider.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import type { CampaignRole } from '../../functions/core/access/roles.ts';
import { type Scope, scopes } from '../../functions/core/access/scopes.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { getCampaignHead } from '../../functions/core/campaigns/head-store.ts';
import { endPreviewsOf } from '../../functions/core/campaigns/previews.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { readOrganisedOf } from '../../functions/core/overview/organised.ts';
import { showingPictures } from '../../functions/core/overview/showing.ts';
import { pictureShelf } from '../../functions/core/pictures/shelf.ts';
import type { WebhookMessage } from '../../functions/core/webhooks/queue.ts';
import { accessDeps, organisersRing } from './access.ts';
import { appDeps } from './app-deps.ts';
import { groupOf } from './campaign.ts';
import { organiseDeps } from './organise.ts';
import { freshTables } from './tables.ts';

export const NOW = Date.parse('2026-03-01T12:00:00Z');
export const PUBLIC_URL = 'https://amparo.example';

/** A sign-in that nobody answers. */
const noProvider = createSignInProvider({
  ...{ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: undefined, acr: [], asksForClaims: false },
  publicUrl: PUBLIC_URL,
});

/** A console at which nobody can sign in. */
export const noSignIn = {
  provider: noProvider,
  flowKeys: async () => parseKeyring(organisersRing, 'sign-in'),
  acceptedAcr: [],
} as const satisfies Partial<ConsoleDeps>;

/** Roles by campaigns, or all of them. */
export type Who = 'admin' | Readonly<Record<string, CampaignRole>>;

/** The console on real tables, with a group, and ways to be one of its organisers. */
export async function startConsole(given: Partial<ConsoleDeps> = {}) {
  const db = await freshTables();
  await putGroup(db.Campaigns, groupOf(), 0);
  const time = { now: NOW };
  const clock = () => time.now;
  const logged: unknown[] = [];
  const log = { info: () => undefined, error: (...line: unknown[]) => void logged.push(line) };
  const queued: WebhookMessage[] = [];
  const organising = organiseDeps(db.Campaigns, time);
  const organised = readOrganisedOf({ campaigns: db.Campaigns, counts: db.Counts });
  const deps: ConsoleDeps = {
    ...appDeps,
    ...accessDeps(db.Organisers, time),
    ...organising,
    hasCampaign: async (slug) => (await getCampaignHead(db.Campaigns, slug)) !== undefined,
    endPreviews: (actor, input) => endPreviewsOf({ ...organising, ...given }, actor, input),
    relist: relistIn({ campaigns: db.Campaigns, counts: db.Counts, clock, log }),
    counts: db.Counts,
    webhooks: db.Webhooks,
    queue: { put: async (message) => void queued.push(message) },
    organised,
    shelf: pictureShelf(organising.pictures, db.Campaigns, showingPictures(organised)),
    publicUrl: PUBLIC_URL,
    log,
    ...noSignIn,
    ...given,
  };
  const app = createConsoleApp(deps);
  let people = 0;
  /** They are there already: nobody tells them. */
  const account = (who: Who) =>
    inviteOrganiser({ ...deps, invitations: undefined, hasCampaign: async () => true }, operator, {
      address: `person-${people++}@example.org`,
      isAdmin: who === 'admin',
      campaigns: who === 'admin' ? {} : who,
      days: 'no-limit',
    });
  /** Headers of a program with a token. */
  async function token(who: Who, more: { scopes?: readonly Scope[]; campaigns?: string[]; days?: number } = {}) {
    // Tests make campaigns later.
    const making = { ...deps, hasCampaign: async () => true };
    const { words } = await createAccessToken(making, operator, { account: await account(who), scopes, ...more });
    return { authorization: `Bearer ${words}` };
  }
  /** Headers of a page in a session. @param age how long ago the second factor was proved, in milliseconds. */
  async function session(who: Who, age = 0) {
    const id = await account(who);
    const { id: words, csrf } = await startSession(deps, { account: id, authTime: time.now - age });
    return { cookie: `${SESSION_COOKIE}=${words}`, 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf };
  }
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
    Promise.resolve(
      app.request(path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  return { app, deps, db, pictures: organising.pictures, time, logged, queued, account, token, session, ask };
}
