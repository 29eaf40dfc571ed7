import * as z from 'zod/mini';
import { networksIn } from '../functions/console/networks.ts';
import { parseAddress } from '../functions/core/address.ts';
import { stageNamePattern } from '../functions/core/aws/tables.ts';
import { KEEP_MONTHS, KEEP_MONTHS_BOUNDS } from '../functions/core/campaigns/keeping.ts';
import { holdsPrivateKey, isRecipient, PRIVATE_KEY_WORDS } from '../functions/core/campaigns/recipient.ts';
import { USUAL_LANGUAGES } from '../functions/ui/messages/languages.ts';
import { type EdgePlanName, edgePlanNames } from './edge-plans.ts';
import { withPresentNames } from './former-names.ts';
import type { Issuer } from './issuer.ts';
import { type MailSender, parseSender, senderPattern } from './mail-sender.ts';
import { languageSetting, tagsOf } from './messages/choose.ts';
import { MAIL_RATE, SIGNATURES_PER_SECOND } from './peak.ts';

/**
 * The settings of a stage (one installation of Amparo: `dev`, `prod` …), from environment variables. They are read once. All
 * faults are reported together.
 */
export interface Stage {
  readonly name: string;
  readonly region: string;
  /** Stages named `prod` or `prod-…` keep their data if somebody deletes them by mistake. They need a domain of their own. */
  readonly isProtected: boolean;
  /** On the AWS emulator. Its stream gives no shard id, and it has no edge. */
  readonly isEmulated: boolean;
  /** The public domain, which leads to the edge. Without it, the public uses the HTTP API itself. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  /** Only on the emulator: a port of this machine in front of the API, whose own address not every browser finds. */
  readonly emulatedUrl: string | undefined;
  /** Only on the emulator: its own address, at which functions reach what stands in for Cognito. */
  readonly emulator: string | undefined;
  readonly mailFrom: MailSender;
  /** Where answers to e-mails go. Undefined: to the sender. */
  readonly mailReplyTo: string | undefined;
  /** age public keys of the group, comma-separated. */
  readonly publicKeys: string;
  /** Other keys that campaigns may name: age public keys, or `any`. */
  readonly campaignPublicKeys: string;
  /** The name of the key that the edge sends, in its secret (docs/decisions/011). */
  readonly edgeKey: string;
  /** The flat-rate plan that pays for the edge. Without one, AWS bills each request and byte. */
  readonly edgePlan: EdgePlanName | undefined;
  readonly alarmEmail: string | undefined;
  /** How many months identities are kept after a campaign closes, unless the campaign sets its own number. */
  readonly keepMonths: number;
  /** How many years nobody can delete an entry of the audit trail, in a protected stage. */
  readonly auditYears: number;
  /** The most e-mails a second to send, even if SES allows more. */
  readonly mailRate: number;
  /** Signatures in the busiest second that the API and the tables prepare for. */
  readonly signaturesPerSecond: number;
  /** Whether to warm the tables for that. AWS rejects a value below a table's present level. */
  readonly warmsTables: boolean;
  /** BCP 47 tags of the languages that pages and e-mails speak. The first one is the default. */
  readonly languages: readonly string[];
  readonly limits: 'on' | 'off';
  /** The OpenID Connect provider that signs organisers in. Undefined: the stage has a Cognito of its own. */
  readonly issuer: Issuer | undefined;
  /** The networks from which organisers may work, comma-separated. Undefined: all. */
  readonly organisersNetworks: string | undefined;
}

export class StageError extends Error {
  override readonly name = 'StageError';
}

/** How long entries of the audit trail are locked. S3 could do 100 years, but the law may ask for an end. */
const AUDIT_YEARS = { usual: 3, most: 10 };

const SAMPLE_SENDER = 'Amparo <petition@example.org>';

const optional = <Schema extends z.ZodMiniType<unknown, string>>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (value === '' ? undefined : value)),
    z.optional(schema),
  );
/** Languages that nobody chose are checked, too. */
const languagesOr = (usual: readonly string[], messages: URL | undefined) =>
  z.pipe(
    z.transform((value) => (value === '' ? undefined : value)),
    z.prefault(languageSetting({ folder: messages }), usual.join(',')),
  );
const matching = (pattern: RegExp, error: string) => z.string(error).check(z.regex(pattern, error));

const arePublicKeys = (keys: string): boolean => keys.split(',').every((key) => isRecipient(key.trim()));
function areNetworks(text: string): boolean {
  try {
    return networksIn(text) !== undefined;
  } catch {
    return false;
  }
}
const isPublic = z.refine<string>((keys) => !holdsPrivateKey(keys), { error: PRIVATE_KEY_WORDS, abort: true });

/** As e-mail writes it: an address that only we would understand is refused. */
const isPlainAddress = (typed: string): boolean => {
  const address = parseAddress(typed);
  return typeof address !== 'string' && address.deliverTo === typed;
};

const numberOf = (what: string, { least = 1, most }: { least?: number; most: number }) => {
  const isWithin = (text: string) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z.string().check(z.refine(isWithin, `must be a number of ${what} from ${least} to ${most}`));
};

const environmentSchema = z.object({
  AMPARO_STAGE: optional(
    matching(stageNamePattern, 'must be 1 to 16 small letters, digits and hyphens, such as "prod"'),
  ),
  AMPARO_REGION: optional(matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region, such as "eu-central-1"')),
  AMPARO_DOMAIN: optional(
    matching(/^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, 'must be a host name, such as "petition.example.org"'),
  ),
  AMPARO_CERTIFICATE_ARN: optional(
    matching(
      /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
      'must be the ARN of a certificate in us-east-1, because CloudFront reads it there',
    ),
  ),
  AMPARO_MAIL_FROM: optional(
    matching(senderPattern, 'must be an e-mail address, or a name and an address: "Amparo <petition@example.org>"'),
  ),
  AMPARO_MAIL_REPLY_TO: optional(
    z.string().check(z.refine(isPlainAddress, 'must be an e-mail address without a name, such as "help@example.org"')),
  ),
  AMPARO_PUBLIC_KEYS: optional(
    z
      .string()
      .check(
        isPublic,
        z.refine(arePublicKeys, 'must be age public keys ("age1…") without a typing mistake, separated by commas'),
      ),
  ),
  AMPARO_CAMPAIGN_PUBLIC_KEYS: optional(
    z.string().check(
      isPublic,
      z.refine(
        (keys) => keys === 'any' || arePublicKeys(keys),
        'must be age public keys ("age1…") without a typing mistake, separated by commas, or "any"',
      ),
    ),
  ),
  AMPARO_EDGE_KEY: optional(matching(/^k\d{1,4}$/, 'must name a key of the edge, such as "k2"')),
  AMPARO_EDGE_PLAN: optional(z.enum(edgePlanNames, `must be one of ${edgePlanNames.join(', ')}`)),
  AMPARO_ALARM_EMAIL: optional(matching(/^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/, 'must be an e-mail address')),
  AMPARO_KEEP_MONTHS: optional(numberOf('months', KEEP_MONTHS_BOUNDS)),
  AMPARO_AUDIT_YEARS: optional(numberOf('years', AUDIT_YEARS)),
  AMPARO_MAIL_RATE: optional(numberOf('e-mails a second', MAIL_RATE)),
  AMPARO_SIGNATURES_PER_SECOND: optional(numberOf('signatures a second', SIGNATURES_PER_SECOND)),
  AMPARO_WARM_TABLES: optional(z.enum(['on', 'off'], 'must be "on" or "off"')),
  AMPARO_ORGANISERS_ISSUER: optional(
    matching(/^https:\/\/[^\s?#]+$/, 'must be the address of an OpenID Connect provider, as it writes it itself'),
  ),
  AMPARO_ORGANISERS_CLIENT_ID: optional(matching(/^[\x21-\x7e]{1,200}$/, 'must be the id of a client there')),
  AMPARO_ORGANISERS_CLIENT_SECRET: optional(
    matching(/^[\w/+=.@-]{1,256}$/, 'must be the name of a secret in Secrets Manager, never the secret itself'),
  ),
  AMPARO_ORGANISERS_ACR: optional(
    matching(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/, 'must be values of acr, separated by one space'),
  ),
  AMPARO_ORGANISERS_NETWORKS: optional(
    z
      .string()
      .check(
        z.maxLength(1_000, 'must be 1,000 letters at most'),
        z.refine(areNetworks, 'must be networks, separated by commas, such as "203.0.113.0/24,2001:db8:12::/48"'),
      ),
  ),
  AMPARO_EMULATED: optional(matching(/^[01]$/, 'must be 1 or 0')),
  AMPARO_EMULATED_URL: optional(matching(/^http:\/\/localhost:\d+$/, 'must be an address of this machine')),
  AWS_ENDPOINT_URL: optional(z.string()),
  CDK_DEFAULT_REGION: optional(z.string()),
  LIMITS: optional(z.enum(['on', 'off'], 'must be "on" or "off"')),
  WEBHOOKS_TO_THIS_COMPUTER: optional(z.enum(['on', 'off'], 'must be "on" or "off"')),
});

const schemaOf = (messages: URL | undefined) =>
  z.extend(environmentSchema, { AMPARO_LANGUAGES: languagesOr(USUAL_LANGUAGES, messages) });

type StageEnvironment = Partial<z.infer<ReturnType<typeof schemaOf>>>;

/**
 * Reads the settings of a stage. An empty environment gives a stage `dev`, which can be synthesised, but not deployed.
 * @param isDeployed whether the stage goes to AWS now. Then no setting may be a sample.
 * @param messages the folder with a folder for each language.
 * @throws {StageError} with all faults at once.
 */
export function readStage(
  environment: Record<string, string | undefined>,
  { isDeployed = false, messages }: { isDeployed?: boolean; messages?: URL } = {},
): Stage {
  const { variables, givenAs, faults: clashes } = withPresentNames(environment);
  const parsed = z.safeParse(schemaOf(messages), variables);
  const given: StageEnvironment = parsed.success ? parsed.data : {};
  const faults = parsed.success
    ? [...clashes, ...faultsOf(given, isDeployed)]
    : [...clashes, ...parsed.error.issues.map(({ path, message }) => `${givenAs(path.join('.'))} ${message}`)];
  if (faults.length > 0) {
    throw new StageError(`The settings of the stage are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
  const { AMPARO_DOMAIN: domain, AMPARO_CERTIFICATE_ARN: certificateArn } = given;
  return {
    name: stageName(given),
    region: given.AMPARO_REGION ?? given.CDK_DEFAULT_REGION ?? 'eu-central-1',
    isProtected: isProtected(given),
    isEmulated: given.AMPARO_EMULATED === '1',
    domain: domain && certificateArn ? { name: domain, certificateArn } : undefined,
    emulatedUrl: given.AMPARO_EMULATED_URL,
    emulator: given.AMPARO_EMULATED === '1' ? given.AWS_ENDPOINT_URL : undefined,
    mailFrom: parseSender(given.AMPARO_MAIL_FROM ?? SAMPLE_SENDER),
    mailReplyTo: given.AMPARO_MAIL_REPLY_TO,
    publicKeys: given.AMPARO_PUBLIC_KEYS ?? '',
    campaignPublicKeys: given.AMPARO_CAMPAIGN_PUBLIC_KEYS ?? '',
    edgeKey: given.AMPARO_EDGE_KEY ?? 'k1',
    edgePlan: given.AMPARO_EDGE_PLAN,
    alarmEmail: given.AMPARO_ALARM_EMAIL,
    keepMonths: Number(given.AMPARO_KEEP_MONTHS ?? KEEP_MONTHS),
    auditYears: Number(given.AMPARO_AUDIT_YEARS ?? AUDIT_YEARS.usual),
    mailRate: Number(given.AMPARO_MAIL_RATE ?? MAIL_RATE.usual),
    signaturesPerSecond: Number(given.AMPARO_SIGNATURES_PER_SECOND ?? SIGNATURES_PER_SECOND.usual),
    warmsTables: given.AMPARO_WARM_TABLES !== 'off',
    languages: tagsOf(given.AMPARO_LANGUAGES ?? ''),
    limits: given.LIMITS ?? 'on',
    issuer: issuerIn(given),
    organisersNetworks: given.AMPARO_ORGANISERS_NETWORKS,
  };
}

function issuerIn(given: StageEnvironment): Issuer | undefined {
  const { AMPARO_ORGANISERS_ISSUER: url, AMPARO_ORGANISERS_CLIENT_ID: clientId } = given;
  if (url === undefined || clientId === undefined) return undefined;
  return {
    ...{ url, clientId },
    clientSecret: given.AMPARO_ORGANISERS_CLIENT_SECRET,
    acr: given.AMPARO_ORGANISERS_ACR,
  };
}

const stageName = (given: StageEnvironment): string => given.AMPARO_STAGE ?? 'dev';
const isProtected = (given: StageEnvironment): boolean => /^prod(-|$)/.test(stageName(given));

/** Faults between settings that are each valid alone. */
function faultsOf(given: StageEnvironment, isDeployed: boolean): string[] {
  const emulated = given.AMPARO_EMULATED === '1';
  const faults: [boolean, string][] = [
    [
      isDeployed && !emulated && given.AMPARO_MAIL_FROM === undefined,
      'AMPARO_MAIL_FROM is missing: the sender of e-mails. SES must have verified its domain or its address',
    ],
    [isDeployed && !emulated && given.AMPARO_STAGE === undefined, 'AMPARO_STAGE is missing: the stage to deploy'],
    [
      given.LIMITS === 'off' && !emulated,
      'LIMITS=off is for load tests on one machine. On AWS, anybody could then flood a mailbox',
    ],
    [
      given.WEBHOOKS_TO_THIS_COMPUTER === 'on',
      'WEBHOOKS_TO_THIS_COMPUTER=on is for `npm start`. On AWS, webhooks go only to public addresses',
    ],
    [
      (given.AMPARO_DOMAIN === undefined) !== (given.AMPARO_CERTIFICATE_ARN === undefined),
      'AMPARO_DOMAIN and AMPARO_CERTIFICATE_ARN need each other',
    ],
    [
      (given.AMPARO_ORGANISERS_ISSUER === undefined) !== (given.AMPARO_ORGANISERS_CLIENT_ID === undefined),
      'AMPARO_ORGANISERS_ISSUER and AMPARO_ORGANISERS_CLIENT_ID need each other',
    ],
    [
      given.AMPARO_ORGANISERS_ISSUER === undefined &&
        (given.AMPARO_ORGANISERS_CLIENT_SECRET ?? given.AMPARO_ORGANISERS_ACR) !== undefined,
      'AMPARO_ORGANISERS_CLIENT_SECRET and AMPARO_ORGANISERS_ACR need AMPARO_ORGANISERS_ISSUER',
    ],
    [
      isProtected(given) && given.AMPARO_DOMAIN === undefined,
      `AMPARO_DOMAIN is missing: e-mails of the stage ${stageName(given)} must link to the edge`,
    ],
    [
      emulated && given.AMPARO_EDGE_PLAN !== undefined,
      'AMPARO_EDGE_PLAN needs an edge, which an emulator does not have',
    ],
    [given.AMPARO_EMULATED_URL !== undefined && !emulated, 'AMPARO_EMULATED_URL needs AMPARO_EMULATED=1'],
    [
      emulated && isDeployed && !/^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(given.AWS_ENDPOINT_URL ?? ''),
      'AMPARO_EMULATED=1 is for an emulator on this machine, at AWS_ENDPOINT_URL. On AWS, it would lose counts',
    ],
    [
      (isProtected(given) || isDeployed) && given.AMPARO_PUBLIC_KEYS === undefined,
      'AMPARO_PUBLIC_KEYS is missing: the age public keys of the group. Without them, nobody could sign',
    ],
    [isProtected(given) && emulated, `AMPARO_EMULATED=1 is not allowed for the stage ${stageName(given)}`],
  ];
  return faults.flatMap(([isWrong, fault]) => (isWrong ? [fault] : []));
}
