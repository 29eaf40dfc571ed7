import { functions } from '../../infra/functions.ts';
import { lanesFor } from '../../infra/peak.ts';
import type { Answer, Design, Work } from './design.ts';
import { bytes, coldStart, MB_FOR_A_CORE } from './measured.ts';
import { type Prices, pricePages, type Service } from './prices-2026-11.ts';
import { processesFor } from './processes.ts';
import { RECOUNTED_DAYS } from './stack.ts';
import { type Scenario, type Traffic, trafficOf } from './traffic.ts';

/** Something that AWS bills: how many of it, and for how much each. */
export interface Part {
  readonly service: Service;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdEach: number;
  readonly usd: number;
  /** AWS's page with the price. */
  readonly source: string;
}

const MONTH_DAYS = 30;
const LOGS_KEPT_MONTHS = 1;
const GB = 1e9;

export const part = (service: Service, what: string, quantity: number, unit: string, usdEach: number): Part => ({
  service,
  what,
  quantity,
  unit,
  usdEach,
  usd: quantity * usdEach,
  source: pricePages[service],
});

/** Everything that signatures and views cost, and nothing that is paid where nobody comes. */
export function partsOf(scenario: Scenario, design: Design, prices: Prices): Part[] {
  const traffic = trafficOf(scenario, design.keepsAnswers);
  const { signatures, days } = scenario;
  const times = (each: number) => each * signatures;
  const apiRequests = traffic.signingCalls + traffic.pagesAsked + traffic.countsAsked;
  const logGb =
    times(
      traffic.signingCalls * design.logBytes('sign') +
        (traffic.pagesAsked + traffic.countsAsked) * design.logBytes('site'),
    ) / GB;
  const tableGbMonths = (times(bytes.signature) / GB) * (days / MONTH_DAYS);
  return [
    part('SES', 'mails', signatures, 'mail', prices.mail),
    ...databaseParts(scenario, design, traffic, prices),
    part('DynamoDB', 'keeping signatures', tableGbMonths, 'GB-month', prices.tableGbMonth),
    part('DynamoDB', 'going back in time', tableGbMonths, 'GB-month', prices.recoveryGbMonth),
    ...functionParts(scenario, design, traffic, prices),
    part('HTTP API', 'requests', times(apiRequests), 'request', prices.apiRequest),
    part('CloudFront', 'requests', times(traffic.edgeRequests), 'request', prices.edgeRequest),
    part('CloudFront', 'bytes to viewers', times(traffic.edgeBytes) / GB, 'GB', prices.edgeGb),
    part('WAF', 'requests', times(traffic.edgeRequests), 'request', prices.firewall.request),
    part('Logs', 'lines', logGb, 'GB', prices.logGb),
    part('Logs', 'keeping them', logGb * LOGS_KEPT_MONTHS, 'GB-month', prices.logGbMonth),
    part('SQS', 'requests', times(design.queueRequests), 'request', prices.queueRequest),
  ];
}

/** Signatures that a batch of the stream holds, in the mean. */
const batchSize = ({ signaturesPerSecond }: Traffic): number =>
  1 + (signaturesPerSecond / lanesFor(0)) * functions.tally.batch.windowSeconds;

/** Recounts of a campaign for which signatures come by chance: due after a day that brought one, and after a month anyway. */
export function recountsADay(signaturesADay: number): number {
  const eachDay = -Math.expm1(-signaturesADay);
  const eachMonth = -Math.expm1(-signaturesADay * RECOUNTED_DAYS);
  return eachDay / eachMonth;
}

/** The share of answers for which a function reads the tables. */
function readShare(asked: number, traffic: Traffic, { read, rememberedSeconds }: Answer): number {
  const perSecond = asked * traffic.signaturesPerSecond;
  return 1 / (1 + (perSecond / processesFor(perSecond, billedMs(read))) * rememberedSeconds);
}

function databaseParts({ signatures, days }: Scenario, design: Design, traffic: Traffic, prices: Prices): Part[] {
  const { page, counts, batch } = design;
  const batches = signatures / batchSize(traffic);
  const pages = signatures * traffic.pagesAsked * readShare(traffic.pagesAsked, traffic, page);
  const questions = signatures * traffic.countsAsked * readShare(traffic.countsAsked, traffic, counts);
  const write = (what: string, units: number) => part('DynamoDB', what, units, 'write unit', prices.writeUnit);
  const read = (what: string, units: number) => part('DynamoDB', what, units, 'read unit', prices.readUnit);
  return [
    ...Object.entries(design.writes).map(([what, units]) => write(what, signatures * units)),
    ...(batch ? [write('counting', batches * batch.writes), read('counting', batches * batch.reads)] : []),
    ...(page.writes > 0 ? [write('counting views', signatures * traffic.pagesAsked * page.writes)] : []),
    read('signing', signatures * design.readsToSign),
    read('pages and counts', pages * page.reads + questions * counts.reads),
    // They come evenly: in the mean half of them are there.
    read('recounting', (signatures / 2) * days * recountsADay(signatures / days) * design.recount),
    part('DynamoDB', 'the stream, read by Lambda', batch ? signatures : 0, 'record', 0),
  ];
}

function functionParts({ signatures }: Scenario, design: Design, traffic: Traffic, prices: Prices): Part[] {
  const { page, counts, batch } = design;
  const share = {
    page: readShare(traffic.pagesAsked, traffic, page),
    counts: readShare(traffic.countsAsked, traffic, counts),
  };
  const calls: [Work, number][] = [
    ...design.signing.map((work): [Work, number] => [work, 1]),
    [design.mail, 1],
    ...(batch ? [[batch.work, 1 / batchSize(traffic)] as [Work, number]] : []),
    [page.read, traffic.pagesAsked * share.page],
    [page.remembered, traffic.pagesAsked * (1 - share.page)],
    [counts.read, traffic.countsAsked * share.counts],
    [counts.remembered, traffic.countsAsked * (1 - share.counts)],
  ];
  const sum = (of: (work: Work) => number) => signatures * calls.reduce((all, [work, n]) => all + n * of(work), 0);
  return [
    part(
      'Lambda',
      'calls',
      sum(() => 1),
      'call',
      prices.lambdaRequest,
    ),
    part(
      'Lambda',
      'time',
      sum((work) => (billedMs(work) / 1_000) * (work.memoryMb / 1_024)),
      'GB-second',
      prices.lambdaGbSecond,
    ),
  ];
}

/** Milliseconds that Lambda bills for a call: CPU time at the function's share of a core, waiting, and its share of cold starts. */
export const billedMs = ({ memoryMb, cpuMs, waitMs }: Work): number =>
  Math.ceil(cpuMs * Math.max(1, MB_FOR_A_CORE / memoryMb) + waitMs) + coldStart.ms * coldStart.share;
