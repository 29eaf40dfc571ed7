import { ACCESS_LOG } from '../../infra/parts/public-api.ts';

/** CloudWatch adds these to each event, and counts them. https://aws.amazon.com/cloudwatch/pricing/ */
const EVENT_OVERHEAD = 26;
const ROUTES = { sign: 'ANY /api/campaigns/{slug}/signatures', site: '$default' } as const;

/** Bytes that CloudWatch counts for lines, one an event. */
export const eventBytes = (...lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + EVENT_OVERHEAD, 0);

/** A request's line in the access log. Our functions write none where nothing fails, and Lambda none below a warning. */
export const accessLogBytes = (of: keyof typeof ROUTES, format: string = ACCESS_LOG): number =>
  eventBytes(
    format
      .replace('$context.requestId', 'JKJaXmPLvHcESHA=')
      .replace('$context.routeKey', ROUTES[of])
      .replace('$context.status', '200')
      .replace('$context.responseLatency', '12'),
  );
