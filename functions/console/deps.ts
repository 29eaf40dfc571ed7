import type { MiddlewareHandler } from 'hono';
import { organiserKeys } from '../core/access/account.ts';
import { schedule } from '../core/access/actor.ts';
import { cognitoInvitations } from '../core/access/invitations.ts';
import type { PeopleDeps } from '../core/access/people.ts';
import { bucketOfRecords } from '../core/audit/bucket.ts';
import { type AuditLog, auditLog } from '../core/audit/log.ts';
import { createDynamoDb, type Db } from '../core/aws/db.ts';
import { secretsReader } from '../core/aws/secrets.ts';
import { getCampaignHead } from '../core/campaigns/head-store.ts';
import type { OrganiseDeps } from '../core/campaigns/organise-deps.ts';
import { endPreviewsOf } from '../core/campaigns/previews.ts';
import { parseKeyring } from '../core/keys/keyring.ts';
import { type Organised, readOrganisedOf } from '../core/overview/organised.ts';
import { relistCampaign } from '../core/overview/relist.ts';
import { showingPictures } from '../core/overview/showing.ts';
import { bucketOfPictures } from '../core/pictures/bucket.ts';
import { lambdaMaker } from '../core/pictures/maker.ts';
import { pictureShelf } from '../core/pictures/shelf.ts';
import type { UploadDeps } from '../core/pictures/upload.ts';
import { type Clock, systemClock } from '../core/running/clock.ts';
import { keepFresh } from '../core/running/keep-fresh.ts';
import { describeError, jsonLog, type Log } from '../core/running/log.ts';
import { type WebhookQueue, webhookQueue } from '../core/webhooks/queue.ts';
import type { ResendDeps } from '../core/webhooks/resend.ts';
import type { AppDeps } from '../http/deps.ts';
import { parseEdgeKeys } from '../http/edge.ts';
import type { Assets } from '../ui/assets.ts';
import { fromNetworks, networksIn } from './networks.ts';
import type { ConsoleSettings } from './settings.ts';
import { createSignInProvider } from './sign-in/provider.ts';
import type { SignInDeps } from './sign-in/sign-in.ts';

/** What the console works with. Tests pass their own. */
export interface ConsoleDeps extends AppDeps, SignInDeps, OrganiseDeps, PeopleDeps, UploadDeps, ResendDeps {
  readonly organisers: Db;
  /** The exact counts, which only organisers see. */
  readonly counts: Db;
  /** All campaigns, of which a list shows each organiser theirs. */
  readonly organised: () => Promise<Organised>;
  /** Refuses requests from other networks. Undefined: organisers may work from anywhere. */
  readonly networks?: MiddlewareHandler | undefined;
  /** How many requests of one account may be under way. Left out: as many as no browser sends. */
  readonly mostAtOnce?: number | undefined;
}

/** Reads the ring of organisers, and what the edge sends if the console asks for it. */
export type ConsoleSecrets = () => Promise<{
  readonly organisers?: string | undefined;
  readonly edge?: string | undefined;
}>;

/** What the console gets besides its settings. */
export interface ConsoleGiven {
  /** Called at once, and again every few minutes. */
  readonly secrets: ConsoleSecrets;
  readonly assets: Assets;
  /** The trail of one computer. Left out: that of the bucket. */
  readonly audit?: AuditLog | undefined;
  /** The pictures of one computer. Left out: those of the bucket, which a function makes. */
  readonly uploads?: Pick<UploadDeps, 'pictures' | 'makePicture'> | undefined;
}

export function consoleDeps(settings: ConsoleSettings, { secrets, assets, audit, uploads }: ConsoleGiven): ConsoleDeps {
  const client = createDynamoDb();
  const campaigns = { client, table: settings.CAMPAIGNS_TABLE };
  const counts = { client, table: settings.COUNTS_TABLE };
  const clock = systemClock;
  const organised = readOrganisedOf({ campaigns, counts });
  const trail = audit ?? auditLog(bucketOfRecords(async () => settings.RECORDS_BUCKET));
  const pictures = uploads?.pictures ?? bucketOfPictures(async () => settings.PUBLIC_BUCKET);
  const ring = async () => (await secrets()).organisers ?? '';
  const { ORGANISERS_NETWORKS: networks } = settings;
  const edgeKeys = async () => {
    const { edge } = await secrets();
    return edge === undefined ? [] : parseEdgeKeys(edge);
  };
  return {
    ...signInDeps(settings),
    networks:
      networks === undefined
        ? undefined
        : fromNetworks(networksIn(networks), keepFresh(edgeKeys, { clock, log: jsonLog })),
    flowKeys: keepFresh(async () => parseKeyring(await ring(), 'sign-in'), { clock, log: jsonLog }),
    campaigns,
    counts,
    organisers: { client, table: settings.ORGANISERS_TABLE },
    keys: keepFresh(async () => organiserKeys(await ring()), { clock, log: jsonLog }),
    organised,
    webhooks: { client, table: settings.WEBHOOKS_TABLE },
    queue: queueAt(settings.WEBHOOKS_QUEUE_URL),
    pictures,
    makePicture: uploads?.makePicture ?? lambdaMaker(settings.PICTURES_FUNCTION),
    shelf: pictureShelf(pictures, campaigns, showingPictures(organised)),
    relist: relistIn({ campaigns, counts, clock, log: jsonLog }),
    deployed: { publicKeys: settings.PUBLIC_KEYS, campaignPublicKeys: settings.CAMPAIGN_PUBLIC_KEYS },
    audit: trail,
    hasCampaign: async (slug) => (await getCampaignHead(campaigns, slug)) !== undefined,
    endPreviews: (actor, input) => endPreviewsOf({ campaigns, clock, audit: trail }, actor, input),
    publicUrl: settings.PUBLIC_URL,
    assets,
    clock,
    log: jsonLog,
  };
}

/** The queue of webhooks. Its client is loaded with the first one: most requests send none. */
function queueAt(url: string): WebhookQueue {
  const connect = async () => webhookQueue((await import('../core/aws/sqs.ts')).sqsQueue(url));
  let connected: ReturnType<typeof connect> | undefined;
  return {
    async put(message) {
      connected ??= connect();
      await (await connected).put(message);
    },
  };
}

/** Lets lists show a campaign at once. If that fails, it is written all the same: `overview` lists it a minute later. */
export const relistIn =
  ({ log, ...deps }: { campaigns: Db; counts: Db; clock: Clock; log: Log }): OrganiseDeps['relist'] =>
  async (slug) => {
    try {
      await relistCampaign(deps, schedule, { slug });
    } catch (error) {
      log.error('task-failed', describeError(error));
    }
  };

function signInDeps(
  settings: ConsoleSettings,
): Pick<ConsoleDeps, 'provider' | 'acceptedAcr' | 'takesUnsaidFactors' | 'invitations'> {
  const { ORGANISERS_CLIENT_SECRET: secret, ORGANISERS_POOL: pool } = settings;
  const acr = settings.ORGANISERS_ACR?.split(' ') ?? [];
  return {
    provider: createSignInProvider({
      issuer: settings.ORGANISERS_ISSUER,
      describedAt: settings.ORGANISERS_DESCRIBED_AT,
      clientId: settings.ORGANISERS_CLIENT_ID,
      clientSecret: secret === undefined ? undefined : async () => (await secretsReader({ client: secret })()).client,
      acr,
      // The pool of the stage says it by itself.
      asksForClaims: pool === undefined,
      publicUrl: settings.PUBLIC_URL,
    }),
    acceptedAcr: acr,
    takesUnsaidFactors: settings.ORGANISERS_FACTORS === 'not-said',
    invitations: pool === undefined ? undefined : cognitoInvitations(pool),
  };
}
