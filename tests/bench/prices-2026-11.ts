import { refuse } from '../support/flags.ts';

/**
 * AWS's list prices in US dollars. They change: look at AWS's pages before you rely on a sum. No free tier and no tier for
 * large amounts is taken off, so a bill is a little lower.
 *
 * Most prices of DynamoDB, Lambda, SQS and logs in eu-central-1 are those of AWS's price list of 11 September 2026, and some of
 * us-east-1 those of its pages. Not looked up again on `PRICES_READ`: HTTP API outside us-east-1, CloudFront, WAF, KMS, secrets,
 * and that warming costs once. In eu-west-1 and ap-southeast-1 DynamoDB's units, backups and warm throughput are half of the
 * list before November 2024, and may be off by a per cent.
 *
 * @see https://aws.amazon.com/ses/pricing/ https://aws.amazon.com/lambda/pricing/ (arm64) https://aws.amazon.com/sqs/pricing/
 * https://aws.amazon.com/waf/pricing/ https://aws.amazon.com/kms/pricing/ https://aws.amazon.com/secrets-manager/pricing/
 * https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/dynamodb/pricing/on-demand/
 * https://aws.amazon.com/api-gateway/pricing/ https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/
 */
export const PRICES_READ = '2026-11-24';

/** The same in each of these regions. A month's price but for those of one request, mail or GB-second. */
const everywhere = {
  mail: 0.1 / 1_000,
  lambdaGbSecond: 0.0000133334,
  lambdaCall: 0.2e-6,
  queueRequest: 0.4e-6,
  firewall: 5,
  firewallRule: 1,
  firewallRequest: 0.6e-6,
  key: 1,
  keyRequest: 0.03 / 10_000,
  secret: 0.4,
  secretRequest: 0.05 / 10_000,
  alarm: 0.1,
  edgeFunction: 0.1e-6,
  /** Of the plans that Amparo can use. Read in AWS's documentation of October 2026. */
  edgePlan: {
    business: 200,
    premium: 1_000,
    'premium-2': 1_450,
    'premium-3': 2_250,
    'premium-4': 3_500,
    'premium-5': 6_000,
    'premium-6': 10_000,
  },
} as const;

export const pricedRegions = ['us-east-1', 'eu-central-1', 'eu-west-1', 'ap-southeast-1'] as const;
export type PricedRegion = (typeof pricedRegions)[number];

/** The region that a flag names. Ends the script if its prices are not known. */
export const pricedRegion = (text: string): PricedRegion =>
  pricedRegions.find((region) => region === text) ?? refuse(`--region must be one of ${pricedRegions.join(', ')}.`);

/** In the order of the regions. CloudFront's are those of the continent, over HTTPS: viewers are taken to be near. */
const byRegion = {
  writeUnit: [0.625e-6, 0.7625e-6, 0.70675e-6, 0.7116e-6],
  readUnit: [0.125e-6, 0.1525e-6, 0.1415e-6, 0.1423e-6],
  tableGbMonth: [0.25, 0.306, 0.283, 0.285],
  recoveryGbMonth: [0.2, 0.2448, 0.2264, 0.228],
  // Once, for each unit a second that a table is warmed beyond what a new one takes.
  warmWrite: [0.00065, 0.000793, 0.000735, 0.00074],
  warmRead: [0.00013, 0.0001586, 0.000147, 0.000148],
  apiRequest: [1e-6, 1.2e-6, 1.11e-6, 1.25e-6],
  logGb: [0.5, 0.63, 0.57, 0.7],
  logGbMonth: [0.03, 0.0324, 0.03, 0.03],
  edgeRequest: [1e-6, 1.2e-6, 1.2e-6, 1.2e-6],
  edgeGb: [0.085, 0.085, 0.085, 0.12],
} as const;

export type Prices = typeof everywhere & { readonly [Name in keyof typeof byRegion]: number };

export function pricesIn(region: PricedRegion): Prices {
  const column = pricedRegions.indexOf(region);
  const regional = Object.entries(byRegion).map(([name, prices]) => [name, prices[column]]);
  return { ...everywhere, ...Object.fromEntries(regional) };
}
