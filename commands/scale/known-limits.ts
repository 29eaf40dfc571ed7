import { API_BURST, NEW_TABLE, SIGNATURES_PER_SECOND, throttleFor } from '../../infra/peak.ts';
import { RECORDS_OF_A_LANE } from '../cost/measured.ts';

/** A limit of AWS, or one that the stack sets. */
interface KnownLimit {
  readonly name: string;
  /** As AWS has it unless it was raised. SES tells each account its own: here what it often grants first. */
  readonly usual: number;
  readonly unit: '' | '/s';
  /** A new account has less. */
  readonly lessAtFirst?: true;
  /** What to do where it is too low. */
  readonly raise: string;
  /** How to see what it is now. */
  readonly check: string | undefined;
  readonly source: string;
}

const quota = (service: string, code: string): string =>
  `aws service-quotas get-service-quota --service-code ${service} --quota-code ${code}`;
const list = (service: string, name: string): string =>
  `aws service-quotas list-service-quotas --service-code ${service} --query "Quotas[?contains(QuotaName,'${name}')].[QuotaName,Value]"`;
const guide = (page: string): string => `https://docs.aws.amazon.com/${page}`;

/** Every limit that a busy second may meet. */
export const knownLimits = {
  'mail-rate': {
    name: 'SES: mails a second (1 in its sandbox)',
    usual: 14,
    unit: '/s',
    lessAtFirst: true,
    raise:
      'ask in the SES console, or Service Quotas: some days. Until then mails wait, and signers are told for how long',
    check: quota('ses', 'L-CDEF9B6B'),
    source: guide('ses/latest/dg/manage-sending-quotas.html'),
  },
  'mail-day': {
    name: 'SES: mails in 24 hours (200 in its sandbox); here those of one hour',
    usual: 50_000,
    unit: '',
    lessAtFirst: true,
    raise: 'ask with the rate',
    check: quota('ses', 'L-804C8AE8'),
    source: guide('ses/latest/dg/manage-sending-quotas.html'),
  },
  'stage-api': {
    name: 'the stage’s own limit on its API',
    usual: throttleFor(SIGNATURES_PER_SECOND.usual).rateLimit,
    unit: '/s',
    raise: 'AMPARO_SIGNATURES_PER_SECOND: minutes, the time of a deploy',
    check: undefined,
    source: 'infra/peak.ts',
  },
  api: {
    name: 'HTTP API: requests of the account and region',
    usual: 10_000,
    unit: '/s',
    raise: 'ask in Service Quotas: some days. Where it is 2,500 from the beginning, choose another region',
    check: quota('apigateway', 'L-8A5B8E43'),
    source: guide('apigateway/latest/developerguide/limits.html'),
  },
  'api-burst': {
    name: 'HTTP API: requests at once, here those of a tenth of a second',
    usual: API_BURST,
    unit: '',
    raise: 'it grows with the requests of a second; AWS sets it',
    check: undefined,
    source: guide('apigateway/latest/developerguide/http-api-quotas.html'),
  },
  functions: {
    name: 'Lambda: executions at once (10 in new accounts)',
    usual: 1_000,
    unit: '',
    lessAtFirst: true,
    raise: 'ask in Service Quotas: a day or some',
    check: quota('lambda', 'L-B99A9384'),
    source: guide('lambda/latest/dg/gettingstarted-limits.html'),
  },
  'functions-rate': {
    name: 'Lambda: calls a second, ten for each execution at once',
    usual: 10_000,
    unit: '/s',
    lessAtFirst: true,
    raise: 'ask for more executions at once: this grows with them',
    check: quota('lambda', 'L-B99A9384'),
    source: guide('lambda/latest/dg/gettingstarted-limits.html'),
  },
  'signatures-table': {
    name: 'Signatures: write units that the table is warm for',
    usual: NEW_TABLE.write,
    unit: '/s',
    raise: 'AMPARO_SIGNATURES_PER_SECOND: an hour or more before, as AWS takes its time',
    check: undefined,
    source: guide('amazondynamodb/latest/developerguide/warm-throughput.html'),
  },
  'limits-table': {
    name: 'Limits: write units that the table is warm for',
    usual: NEW_TABLE.write,
    unit: '/s',
    raise: 'the same',
    check: undefined,
    source: guide('amazondynamodb/latest/developerguide/warm-throughput.html'),
  },
  'table-quota': {
    name: 'DynamoDB: write units of one table',
    usual: 40_000,
    unit: '/s',
    raise: 'ask in Service Quotas: some days',
    check: list('dynamodb', 'write throughput'),
    source: guide('amazondynamodb/latest/developerguide/ServiceQuotas.html'),
  },
  stream: {
    name: 'DynamoDB Streams: write units of a table with a stream (10,000 in some regions)',
    usual: 40_000,
    unit: '/s',
    raise: 'choose a region of which AWS says 40,000',
    check: undefined,
    source: guide('amazondynamodb/latest/developerguide/ServiceQuotas.html'),
  },
  lane: {
    name: 'tally: records of one lane (simulated)',
    usual: RECORDS_OF_A_LANE,
    unit: '/s',
    raise: 'counts are late and catch up: nothing is lost within 24 hours',
    check: undefined,
    source: 'npm run bench -- --only tally',
  },
  edge: {
    name: 'CloudFront: requests of a distribution',
    usual: 250_000,
    unit: '/s',
    raise: 'ask in Service Quotas: some days',
    check: list('cloudfront --region us-east-1', 'Requests per second'),
    source: guide('AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html'),
  },
  secrets: {
    name: 'Secrets Manager: secrets read',
    usual: 10_000,
    unit: '/s',
    raise: 'it will not be met',
    check: undefined,
    source: guide('secretsmanager/latest/userguide/reference_limits.html'),
  },
  keys: {
    name: 'KMS: decryptions (20,000 and more in large regions)',
    usual: 10_000,
    unit: '/s',
    raise: 'it will not be met',
    check: undefined,
    source: guide('kms/latest/developerguide/requests-per-second.html'),
  },
} as const satisfies Record<string, KnownLimit>;

export type LimitId = keyof typeof knownLimits;
