/**
 * AWS's list prices in US dollars, written down once. They change: look at the pages before you rely on a sum. No free tier and
 * no tier for large amounts is taken off, so a bill is a little lower.
 *
 * Most of DynamoDB, Lambda, SQS and logs in eu-central-1 is as AWS's price list of 11 September 2026 had it, and some of
 * us-east-1 as its pages have it. The rest is what is widely known, and was not looked up on `PRICES_READ`, when all was
 * written down: HTTP API outside us-east-1, CloudFront, WAF, KMS, secrets, and that warming costs once. In eu-west-1 and
 * ap-southeast-1 DynamoDB's units, backups and warm throughput are worked out from the list before November 2024, when
 * on-demand units fell by half, and may be off by a per cent.
 */
export const PRICES_READ = '2026-11-24';

/** Where each price stands. */
export const pricePages = {
  SES: 'https://aws.amazon.com/ses/pricing/',
  DynamoDB: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  Lambda: 'https://aws.amazon.com/lambda/pricing/',
  'HTTP API': 'https://aws.amazon.com/api-gateway/pricing/',
  CloudFront: 'https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/',
  WAF: 'https://aws.amazon.com/waf/pricing/',
  Logs: 'https://aws.amazon.com/cloudwatch/pricing/',
  SQS: 'https://aws.amazon.com/sqs/pricing/',
  KMS: 'https://aws.amazon.com/kms/pricing/',
  'Secrets Manager': 'https://aws.amazon.com/secrets-manager/pricing/',
  Alarms: 'https://aws.amazon.com/cloudwatch/pricing/',
} as const;
export type Service = keyof typeof pricePages;

/** What costs the same in each region here. */
const everywhere = {
  mail: 0.1 / 1_000,
  /** arm64. https://aws.amazon.com/lambda/pricing/ */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2e-6,
  /** Of at most 64 KB, in a standard queue. */
  queueRequest: 0.4e-6,
  firewall: { acl: 5, rule: 1, request: 0.6e-6 },
  key: 1,
  keyRequest: 0.03 / 10_000,
  secret: 0.4,
  secretRequest: 0.05 / 10_000,
  alarm: 0.1,
} as const;

/** What differs by region. CloudFront's prices are those of the continent: viewers are taken to be near. */
interface Regional {
  readonly writeUnit: number;
  readonly readUnit: number;
  readonly tableGbMonth: number;
  readonly recoveryGbMonth: number;
  /** Once, for each unit a second that a table is warmed beyond what it is: the price of a provisioned unit for an hour. */
  readonly warmWrite: number;
  readonly warmRead: number;
  readonly apiRequest: number;
  readonly logGb: number;
  readonly logGbMonth: number;
  /** HTTPS. */
  readonly edgeRequest: number;
  readonly edgeGb: number;
}

const regional = {
  'us-east-1': {
    writeUnit: 0.625e-6,
    readUnit: 0.125e-6,
    tableGbMonth: 0.25,
    recoveryGbMonth: 0.2,
    warmWrite: 0.00065,
    warmRead: 0.00013,
    apiRequest: 1e-6,
    logGb: 0.5,
    logGbMonth: 0.03,
    edgeRequest: 0.01 / 10_000,
    edgeGb: 0.085,
  },
  'eu-central-1': {
    writeUnit: 0.7625e-6,
    readUnit: 0.1525e-6,
    tableGbMonth: 0.306,
    recoveryGbMonth: 0.2448,
    warmWrite: 0.000793,
    warmRead: 0.0001586,
    apiRequest: 1.2e-6,
    logGb: 0.63,
    logGbMonth: 0.0324,
    edgeRequest: 0.012 / 10_000,
    edgeGb: 0.085,
  },
  'eu-west-1': {
    writeUnit: 0.70675e-6,
    readUnit: 0.1415e-6,
    tableGbMonth: 0.283,
    recoveryGbMonth: 0.2264,
    warmWrite: 0.000735,
    warmRead: 0.000147,
    apiRequest: 1.11e-6,
    logGb: 0.57,
    logGbMonth: 0.03,
    edgeRequest: 0.012 / 10_000,
    edgeGb: 0.085,
  },
  'ap-southeast-1': {
    writeUnit: 0.7116e-6,
    readUnit: 0.1423e-6,
    tableGbMonth: 0.285,
    recoveryGbMonth: 0.228,
    warmWrite: 0.00074,
    warmRead: 0.000148,
    apiRequest: 1.25e-6,
    logGb: 0.7,
    logGbMonth: 0.03,
    edgeRequest: 0.012 / 10_000,
    edgeGb: 0.12,
  },
} as const satisfies Record<string, Regional>;

export type PricedRegion = keyof typeof regional;
export const pricedRegions = Object.keys(regional) as readonly PricedRegion[];
export const isPricedRegion = (text: string): text is PricedRegion => Object.hasOwn(regional, text);

export type Prices = typeof everywhere & Regional;
export const pricesIn = (region: PricedRegion): Prices => ({ ...everywhere, ...regional[region] });
