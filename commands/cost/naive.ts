import type { Design } from './design.ts';
import { ours } from './design.ts';
import { eventBytes } from './log-bytes.ts';
import { cpuMs, waitMs } from './measured.ts';

const REQUEST_ID = '8f507cfc-1a2b-4697-b07a-ac58fc914c95';

/** What Lambda and an API write unless told otherwise, and a handler that logs its event, as many examples do. */
const EVERYTHING = eventBytes(
  JSON.stringify({
    requestId: 'JKJaXmPLvHcESHA=',
    ip: '192.0.2.100',
    requestTime: '24/Nov/2026:12:00:00 +0000',
    httpMethod: 'GET',
    routeKey: '$default',
    status: '200',
    protocol: 'HTTP/1.1',
    responseLength: '7200',
  }),
  `START RequestId: ${REQUEST_ID} Version: $LATEST`,
  // An event of an HTTP API that a browser sent, as AWS's guide shows one.
  ' '.repeat(1_600),
  `END RequestId: ${REQUEST_ID}`,
  `REPORT RequestId: ${REQUEST_ID}\tDuration: 15.74 ms\tBilled Duration: 16 ms\tMemory Size: 1024 MB\tMax Memory Used: 128 MB`,
);

/**
 * The obvious design, for the same visitors: an attempt waits in a table; one transaction stores the signature and moves a
 * counter; each page reads the counter and counts the view; CloudFront keeps styles and scripts alone; everything is logged.
 */
export const naive: Design = {
  ...ours,
  keepsAnswers: false,
  // The two items of a transaction cost two units each. `npm run bench -- --only write-units`
  writes: { 'the attempt that waits': 1, 'signature and counter, in a transaction': 4 },
  readsToSign: 1.5,
  batch: undefined,
  recount: 0,
  page: {
    remembered: ours.page.read,
    read: { ...ours.page.read, waitMs: 3 * waitMs.table },
    reads: 1.5,
    writes: 1,
    rememberedSeconds: 0,
  },
  counts: {
    remembered: ours.counts.read,
    read: { ...ours.counts.read, cpuMs: cpuMs.countsRemembered },
    reads: 0.5,
    writes: 0,
    rememberedSeconds: 0,
  },
  logBytes: () => EVERYTHING,
};
