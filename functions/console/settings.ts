import * as z from 'zod/mini';
import { campaignPublicKeys, publicKeys } from '../core/campaigns/sealed-to.ts';
import { languageTags, publicUrl, text } from '../core/running/settings.ts';

export const consoleSettings = z.object({
  CAMPAIGNS_TABLE: text,
  ORGANISERS_TABLE: text,
  COUNTS_TABLE: text,
  ORGANISERS_SECRET: text,
  RECORDS_BUCKET: text,
  /** The bucket of pictures. */
  PUBLIC_BUCKET: text,
  /** The function that makes a picture of an uploaded file. */
  PICTURES_FUNCTION: text,
  /** The table with endpoints of webhooks and notes of deliveries. */
  WEBHOOKS_TABLE: text,
  /** The queue in which webhooks wait. The key that signs them is not among these settings. */
  WEBHOOKS_QUEUE_URL: z.url(),
  /** The OpenID Connect provider that signs organisers in, as it names itself. */
  ORGANISERS_ISSUER: z.url(),
  /** Where it describes itself, if that is not below its own address. Only for the emulator: signatures of its tokens are not checked. */
  ORGANISERS_DESCRIBED_AT: z.optional(z.url()),
  ORGANISERS_CLIENT_ID: text,
  /** The secret of the client, in Secrets Manager. Left out: the client has none, and PKCE alone protects its codes. */
  ORGANISERS_CLIENT_SECRET: z.optional(text),
  /** Values of `acr` that mean a second factor, separated by spaces. Left out: `amr` must name one. */
  ORGANISERS_ACR: z.optional(text),
  /** The Cognito user pool that is told who is invited. Left out: the provider knows its people by itself. */
  ORGANISERS_POOL: z.optional(text),
  /** `not-said` takes tokens that do not say how somebody signed in. The emulator's say nothing; no other stage sets it. */
  ORGANISERS_FACTORS: z._default(z.enum(['proved', 'not-said']), 'proved'),
  /** The networks from which organisers may work, such as `198.51.100.0/24, 2001:db8:12::/48`. Left out: all. */
  ORGANISERS_NETWORKS: z.optional(text),
  /** The keys that the edge sends, with networks where there is an edge. Left out: `x-forwarded-for` is not believed. */
  EDGE_SECRET: z.optional(text),
  PUBLIC_URL: publicUrl,
  LANGUAGES: languageTags,
  /** The keys that `sign` trusts: no campaign may name another. */
  PUBLIC_KEYS: publicKeys,
  CAMPAIGN_PUBLIC_KEYS: campaignPublicKeys,
});

export type ConsoleSettings = z.infer<typeof consoleSettings>;
