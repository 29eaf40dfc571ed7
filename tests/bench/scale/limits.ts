import {
  API_BURST,
  lanesFor,
  NEW_TABLE,
  SIGNATURES_PER_SECOND,
  throttlesFor,
  throughputFor,
} from '../../../infra/peak.ts';
import { useOf } from '../cost/model.ts';
import { measured } from '../measured.ts';

/** A limit of AWS, or one that the stack sets. */
export interface Limit {
  readonly name: string;
  /** By the busiest second. */
  readonly needed: number;
  /** AWS's default. SES gives each account its own limit: here a usual first one. */
  readonly usual: number;
  readonly howToRaise: string;
}

/** The busiest second that is expected, and Lambda's executions at once in the account. */
export interface Peak {
  readonly signaturesPerSecond: number;
  readonly viewsPerSignature: number;
  readonly executions: number;
}

/**
 * Every limit that a busy second may meet.
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function limitsFor({ signaturesPerSecond: n, viewsPerSignature, executions }: Peak): Limit[] {
  const { apiRequests, edgeRequests, calls } = useOf({
    signatures: n * 86_400,
    viewsPerSignature,
    days: 1,
    publish: 'live',
  });
  const running = calls.reduce((sum, { times, ms }) => sum + (n * times * ms) / 1_000, 0);
  const { write } = throughputFor(n).Signatures;
  const requests = n * apiRequests;
  const stage = throttlesFor(SIGNATURES_PER_SECOND.usual).all.rateLimit;
  const lane = measured('tally', 'most records of a lane, at 512 MB (simulated) (/s)');
  const ask = 'ask in Service Quotas: some days';
  const limit = (name: string, needed: number, usual: number, howToRaise: string) => ({
    name,
    needed,
    usual,
    howToRaise,
  });
  return [
    limit('SES: e-mails a second (sandbox: 1)', n, 14, 'ask in the SES console: some days. Until then e-mails wait'),
    limit('SES: e-mails a day (sandbox: 200), here of one hour', n * 3_600, 50_000, 'ask together with the rate'),
    limit('the stage’s API: requests a second', requests, stage, 'deploy with AMPARO_SIGNATURES_PER_SECOND'),
    limit('HTTP API: requests a second (some regions: 2,500)', requests, 10_000, `${ask}, or choose another region`),
    limit(
      'HTTP API: requests in a tenth of a second',
      requests / 10,
      API_BURST,
      'AWS raises it with those of a second',
    ),
    limit('Lambda: executions at once (new account: 10)', running, executions, ask),
    limit('Lambda: calls a second', requests, 10 * executions, 'it is ten for each execution at once'),
    limit('new tables: write units a second', write, NEW_TABLE.write, 'the same deploy, hours before'),
    limit('DynamoDB: write units a second of a table (streams in some regions: 10,000)', write, 40_000, ask),
    limit('tally: records a second of a lane (simulated)', n / lanesFor(write), lane, 'none is lost within 24 hours'),
    limit('CloudFront: requests a second', n * edgeRequests, 250_000, ask),
  ];
}
