import { WRITTEN_WITHIN } from '../../../functions/core/overview/moved.ts';
import { CROWD, ONE_ATTACKER } from '../../../functions/core/published/crowd.ts';
import { CROWDS_A_DAY } from '../../../functions/core/published/rules.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../functions/core/running/clock.ts';
import { SOONEST } from '../../../functions/sign/mail-domains.ts';
import { REMEMBERED_SECONDS, SHARED_SECONDS } from '../../../functions/site/freshness.ts';
import { waitBeforeAsking } from '../../../functions/ui/browser/when-to-ask.ts';
import { ACCESS_LOG } from '../../../infra/access-log.ts';
import { edgePlans, usableEdgePlans } from '../../../infra/edge-plans.ts';
import { type FunctionName, functions } from '../../../infra/functions.ts';
import { CALLS_TO_SIGN, lanesFor } from '../../../infra/peak.ts';
import { MB_FOR_A_CORE } from '../cpu.ts';
import { measured } from '../measured.ts';
import type { Prices } from '../prices-2026-11.ts';

/** Signatures that come evenly over some days, and the pages that are viewed for each of them. */
export interface Crowd {
  readonly signatures: number;
  readonly viewsPerSignature: number;
  readonly days: number;
  /** How the campaign publishes its total. */
  readonly publish: 'careful' | 'live';
}

/** Parts of a protected stage. Tests of the stacks compare them with the templates. */
export const deployed = {
  alarms: 35,
  /** Five of the service, and a copy of one where the edge is. */
  secrets: 7,
  keys: 2,
  firewallRules: 3,
} as const;

const SIGNING = ['challenge', 'attempt', 'sent', 'link', 'confirmation'] as const;
const kB = (row: Parameters<typeof measured<'page-sizes'>>[1]): number => 1_000 * measured('page-sizes', row);

/** Not measured: bytes of the headers that CloudFront adds, such as `via` and `x-cache`. */
const HEADERS_OF_EDGE = 150;
/** Bytes of answers, gzipped, with headers. A question for the counts mostly learns that nothing changed. */
const HEADERS = measured('page-sizes', 'headers of that answer (B)') + HEADERS_OF_EDGE;
const UNCHANGED = 200 + HEADERS;
const PAGE = kB('all of /campaigns/azerbaijan-prisoners-of-conscience (kB)') + HEADERS;
const ICON = kB('the icon as a file (kB)') + HEADERS;
const SIGNING_BYTES =
  sum(SIGNING.map((name) => measured('signature', `${name}: answer, gzipped, with its headers (B)`))) +
  kB('what solves a task, loaded with the form (kB)') +
  HEADERS;

/** A signature in its table has less than 1 KB (`tests/core/signatures/signing.test.ts`). */
const SIGNATURE_GB = 1e-6;
/** Write units of a signature and of its limits. */
const SIGNING_WRITES =
  measured('write-units', 'ours: confirming (units)') +
  measured('write-units', 'ours: limit on the address, for the attempt (units)') +
  measured('write-units', 'ours: counts of networks and campaign, busy hour (units)');
/** Read units of networks and campaign (2) and of the campaign's head (0.5): the most (access-patterns.md). */
const SIGNING_READS = 2.5;
/** Units of an e-mail: its mailbox is looked up, and it is counted by a write that it may share with others. */
const MAIL = { write: 1, read: 0.5 };
/** Units of a batch: a lane's item of up to 2 KB. */
const BATCH = { write: 2, read: 1 };
/** Read units of a signature in a recount: one reads 4 KB. */
const RECOUNT = 0.25;
const COUNTS_READS =
  measured('pages', 'read units of the campaign') + measured('pages', 'read units of its published numbers');
const PAGE_READS = COUNTS_READS + measured('pages', 'read units of its shown names');

/** Units of publishing: a run, a look at a campaign, and a look at which its total moves. */
const RUN = { write: 1, read: 1.5, readForEach: measured('publish', 'a run, for each campaign: read units (units)') };
const LOOK = {
  read: measured('publish', 'a look at a quiet campaign: read units (units)'),
  moves: measured('publish', 'a look at which the total moves: write units (units)'),
  cpu: measured('publish', 'a look: our CPU (ms)'),
};
/** Units of the overview: a run of one campaign, of which two write its state, and what each other campaign adds. */
const OVERVIEW = {
  write: 2,
  read: measured('overview', 'a run of one campaign: units (units)') - 2,
  readForEach: measured('overview', 'a run, for each campaign: read units (units)'),
  compared: measured('overview', 'a run that compares totals, for each more: read units (units)'),
};
/** How many runs of an hour compare the total of a careful campaign that has not moved. */
const COMPARING = WRITTEN_WITHIN / MINUTE + 1;

/** Units of the total of a live campaign, for each batch. */
const LIVE_TOTAL = { write: 1, read: 1 };

/** Not measured: milliseconds that a call waits for AWS, which says "single-digit milliseconds" of DynamoDB. */
const WAIT = { table: 5, queue: 10, mail: 100, dns: SOONEST };
const SIGNING_WAITS = {
  challenge: WAIT.table,
  attempt: WAIT.dns + 2 * WAIT.table + WAIT.queue,
  sent: 0,
  link: 0,
  confirmation: WAIT.table,
};
/** Not measured: one call in a hundred starts an environment, which takes this many milliseconds. */
const COLD_START = { ms: 300, share: 0.01 };

/** Each view lasts so long. */
const SECONDS_PER_VIEW = 30;
/**
 * Not measured: requests for the icon in a view. One browser in five shows no drawing from within a page. It asks once a
 * week, and half of the views are a visitor's first.
 */
const ICONS_PER_VIEW = 0.2 / 2;
/** CloudFront's regional caches, which ask the API each for itself. */
const CACHES = 13;
/** Kept answers that differ: a campaign's page for 4 sources, and each answer as Brotli and as gzip. */
const VARIANTS = { page: 8, data: 2 };
/** The most environments of `site` that a crowd keeps running, since CloudFront asks for 25 answers a second at most. */
const ENVIRONMENTS = 4;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, n) => all + n, 0);
}

/** How often a page asks for the counts while it is viewed. Of a careful campaign: if its numbers may move now. */
export function questionsWithin(seconds: number, publish: Crowd['publish']): number {
  const isLive = publish === 'live';
  const waitAfter = (asked: number) => waitBeforeAsking({ isLive, left: 0, asked, random: 0.5 });
  let asked = 0;
  for (let at = waitAfter(0); at <= seconds * 1_000; at += waitAfter(asked)) asked++;
  return asked;
}

/** Milliseconds that Lambda bills for a call: CPU time at the function's share of a core, waiting, a share of cold starts. */
export const billedMs = (memoryMb: number, cpuMs: number, waitMs: number): number =>
  Math.ceil(cpuMs * Math.max(1, MB_FOR_A_CORE / memoryMb) + waitMs) + COLD_START.ms * COLD_START.share;

/**
 * What publishing does for a campaign in a day, beyond a look an hour. Each move of a careful campaign takes a crowd. A live
 * one is looked at in each run.
 */
export function publishingOf(signaturesPerDay: number, publish: Crowd['publish']): { looks: number; moves: number } {
  const crowds = signaturesPerDay / (CROWD + ONE_ATTACKER);
  const often = [...CROWDS_A_DAY].filter(([, needed]) => crowds >= needed).map(([interval]) => interval);
  const every = publish === 'live' ? MINUTE : Math.min(HOUR, ...often);
  const looks = DAY / every;
  return { looks: looks - DAY / HOUR, moves: publish === 'live' ? 1 : Math.min(looks, crowds) };
}

/** The work of AWS for one signature of a crowd, and for the views of that signature. */
export function useOf({ signatures, viewsPerSignature: views, days, publish }: Crowd) {
  const perSecond = signatures / (days * 86_400);
  // Requests come by chance. The first one after an answer has expired finds no answer.
  const missed = (n: number, keptSeconds: number, caches: number) => n / (1 + (n * perSecond * keptSeconds) / caches);
  const questions = views * questionsWithin(SECONDS_PER_VIEW, publish);
  const icons = views * ICONS_PER_VIEW;
  const pages = missed(views, SHARED_SECONDS.page, CACHES * VARIANTS.page);
  const counts = missed(questions, SHARED_SECONDS.data, CACHES * VARIANTS.data);
  const pagesRead = missed(pages, REMEMBERED_SECONDS, ENVIRONMENTS);
  const countsRead = missed(counts, REMEMBERED_SECONDS, ENVIRONMENTS);
  const batches = 1 / (1 + (perSecond / lanesFor(0)) * functions.tally.batch.windowSeconds);
  const shown = publish === 'live' ? batches : 0;
  const perDay = signatures / days;
  const published = publishingOf(perDay, publish);
  const call = (name: FunctionName, times: number, cpuMs: number, waitMs: number) => {
    const { memoryMb } = functions[name];
    return { times, memoryMb, ms: billedMs(memoryMb, cpuMs, waitMs) };
  };
  return {
    perSecond,
    siteRequests: pages + counts,
    apiRequests: CALLS_TO_SIGN + pages + counts,
    // The solver of the challenge is loaded for each signature.
    edgeRequests: CALLS_TO_SIGN + 1 + views + icons + questions,
    // For all but data.
    edgeFunctionCalls: views + icons,
    edgeBytes: SIGNING_BYTES + views * PAGE + icons * ICON + questions * UNCHANGED,
    writes:
      SIGNING_WRITES +
      MAIL.write +
      batches * BATCH.write +
      shown * LIVE_TOTAL.write +
      (published.moves * LOOK.moves) / perDay,
    reads:
      SIGNING_READS +
      MAIL.read +
      batches * BATCH.read +
      shown * LIVE_TOTAL.read +
      (published.looks * LOOK.read) / perDay +
      pagesRead * PAGE_READS +
      countsRead * COUNTS_READS,
    calls: [
      ...SIGNING.map((name) => call('sign', 1, measured('signature', `${name}: our CPU (ms)`), SIGNING_WAITS[name])),
      call('mail', 1, measured('signature', 'mail: our CPU for each (ms)'), WAIT.mail),
      call('tally', batches, measured('signature', 'tally: our CPU for 100 records (ms)'), 2 * WAIT.table),
      // Each look as if it were a call: several share one.
      call('publish', published.looks / perDay, LOOK.cpu, 2 * WAIT.table),
      call('site', pagesRead, measured('pages', 'campaign page: own CPU reading the tables (ms)'), 2 * WAIT.table),
      call('site', pages - pagesRead, measured('pages', 'campaign page: own CPU of an answer (ms)'), 0),
      call('site', countsRead, measured('pages', 'counts as JSON: own CPU reading the tables (ms)'), WAIT.table),
      call('site', counts - countsRead, measured('pages', 'counts as JSON: own CPU of an answer (ms)'), 0),
    ],
  };
}

/** Bytes that CloudWatch bills for a request's line in the access log: it adds 26. Functions log nothing where nothing fails. */
const logBytes = (route: string, format: string = ACCESS_LOG): number =>
  26 +
  Buffer.byteLength(
    format
      .replace('$context.requestId', 'JKJaXmPLvHcESHA=')
      .replace('$context.routeKey', route)
      .replace('$context.status', '200')
      .replace('$context.integrationStatus', '200')
      .replace('$context.responseLatency', '12'),
  );

/** The cost of a crowd in US dollars, line by line as AWS bills it, without the cost of an idle stage. */
export function costOf(crowd: Crowd, prices: Prices, accessLog: string = ACCESS_LOG): ReadonlyMap<string, number> {
  const { signatures, days } = crowd;
  const use = useOf(crowd);
  const gbSeconds = sum(use.calls.map(({ times, memoryMb, ms }) => (times * ms * memoryMb) / 1_000 / 1_024));
  const logGb =
    (CALLS_TO_SIGN * logBytes('ANY /api/campaigns/{slug}/signatures', accessLog) +
      use.siteRequests * logBytes('$default', accessLog)) /
    1e9;
  // Signatures come evenly: on average half of them are there. A recount follows each day that brings one.
  const recounts = (days / 2) * Math.min(1, signatures / days);
  const each: Record<string, number> = {
    SES: prices.mail,
    DynamoDB:
      use.writes * prices.writeUnit +
      (use.reads + recounts * RECOUNT) * prices.readUnit +
      SIGNATURE_GB * (days / 30) * (prices.tableGbMonth + prices.recoveryGbMonth),
    Lambda: sum(use.calls.map(({ times }) => times)) * prices.lambdaCall + gbSeconds * prices.lambdaGbSecond,
    'HTTP API': use.apiRequests * prices.apiRequest,
    CloudFront:
      use.edgeRequests * prices.edgeRequest +
      use.edgeFunctionCalls * prices.edgeFunction +
      (use.edgeBytes / 1e9) * prices.edgeGb,
    WAF: use.edgeRequests * prices.firewallRequest,
    Logs: logGb * (prices.logGb + prices.logGbMonth),
    // An e-mail is put, received and deleted.
    SQS: 3 * prices.queueRequest,
  };
  return new Map(Object.entries(each).map(([line, usd]) => [line, usd * signatures]));
}

/** A flat-rate plan of CloudFront, and the cost of a crowd with it, in US dollars. */
export interface WithPlan {
  readonly name: (typeof usableEdgePlans)[number];
  readonly usd: number;
}

/**
 * The smallest plan that has enough requests and bytes for a crowd in each month. Undefined if none has. The plan pays for
 * CloudFront and the firewall.
 */
export function planFor(crowd: Crowd, prices: Prices): WithPlan | undefined {
  const months = Math.max(1, Math.ceil(crowd.days / 30));
  const { edgeRequests, edgeBytes } = useOf(crowd);
  const inMonth = (each: number) => (each * crowd.signatures) / Math.max(1, crowd.days / 30);
  const name = usableEdgePlans.find((one) => {
    const { requests, gb } = edgePlans[one];
    return inMonth(edgeRequests) <= requests && inMonth(edgeBytes) / 1e9 <= gb;
  });
  if (!name) return undefined;
  const rest = [...costOf(crowd, prices)].filter(([line]) => line !== 'CloudFront' && line !== 'WAF');
  return { name, usd: months * prices.edgePlan[name] + sum(rest.map(([, usd]) => usd)) };
}

const MONTH = 30 * DAY;

/** What publishing costs in a month, with campaigns that nobody signs: a run each minute, and a look at each an hour. */
export function publishingMonthlyOf(prices: Prices, campaigns: number): number {
  const [runs, looks] = [MONTH / MINUTE, (MONTH / HOUR) * campaigns];
  const { memoryMb } = functions.publish;
  const others = (campaigns - 1) * measured('publish', 'a run, for each campaign: our CPU (ms)');
  const ofRun = billedMs(memoryMb, measured('publish', 'a run of one campaign: our CPU (ms)') + others, 2 * WAIT.table);
  const ofLook = billedMs(memoryMb, LOOK.cpu, 2 * WAIT.table);
  const seconds = (runs * ofRun + looks * ofLook) / SECOND;
  return (
    runs * RUN.write * prices.writeUnit +
    (runs * (RUN.read + (campaigns - 1) * RUN.readForEach) + looks * LOOK.read) * prices.readUnit +
    runs * prices.lambdaCall +
    seconds * (memoryMb / 1_024) * prices.lambdaGbSecond
  );
}

/** What the overview costs in a month, with campaigns whose numbers rest: a run each minute, and their days once a day. */
export function overviewMonthlyOf(prices: Prices, campaigns: number): number {
  const [runs, compared] = [MONTH / MINUTE, (MONTH / HOUR) * COMPARING * campaigns];
  const { memoryMb } = functions.overview;
  const cpu = (row: Parameters<typeof measured<'overview'>>[1]) => measured('overview', row);
  const others = (campaigns - 1) * cpu('a run, for each campaign: our CPU (ms)');
  const ofRun = billedMs(memoryMb, cpu('a run of one campaign: our CPU (ms)') + others, 4 * WAIT.table);
  const ofTotal = cpu('a run that compares totals, for each more: our CPU (ms)') * (MB_FOR_A_CORE / memoryMb);
  const days = (MONTH / DAY) * campaigns;
  const dayWrites = measured('overview', 'a campaign in a bucket, on average (B)') / 1_000;
  return (
    (runs * OVERVIEW.write + days * dayWrites) * prices.writeUnit +
    (runs * (OVERVIEW.read + (campaigns - 1) * OVERVIEW.readForEach) + compared * OVERVIEW.compared + days) *
      prices.readUnit +
    runs * prices.lambdaCall +
    ((runs * ofRun + compared * ofTotal) / SECOND) * (memoryMb / 1_024) * prices.lambdaGbSecond
  );
}

/** The cost of an idle stage in a month, in US dollars. */
export function monthlyOf(prices: Prices, campaigns = 1): number {
  const month = MONTH / SECOND;
  // Three processes read their four secrets, each by a key, every five minutes.
  const secretsRead = 3 * 4 * (month / 300);
  // Lambda asks each of the two empty queues by five connections, each of which waits 20 s.
  const questions = 2 * 5 * (month / 20);
  return (
    prices.firewall +
    deployed.firewallRules * prices.firewallRule +
    deployed.keys * prices.key +
    deployed.secrets * prices.secret +
    deployed.alarms * prices.alarm +
    secretsRead * (prices.keyRequest + prices.secretRequest) +
    questions * prices.queueRequest +
    publishingMonthlyOf(prices, campaigns) +
    overviewMonthlyOf(prices, campaigns)
  );
}
