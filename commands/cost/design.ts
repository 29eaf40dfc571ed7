import { accessLogBytes } from './log-bytes.ts';
import { cpuMs, units, waitMs } from './measured.ts';
import { deployed, REMEMBERED_SECONDS } from './stack.ts';

/** A call of a function: its memory, CPU time of a whole core, and what it waits for. */
export interface Work {
  readonly name: string;
  readonly memoryMb: number;
  readonly cpuMs: number;
  readonly waitMs: number;
}

/** What a way to build a petition uses. Numbers are for one signature, one page or one question for the counts. */
export interface Design {
  readonly keepsAnswers: boolean;
  /** Write units for a signature, apart from those of a batch. */
  readonly writes: Readonly<Record<string, number>>;
  readonly readsToSign: number;
  /** Calls of `sign`, without those of views. */
  readonly signing: readonly Work[];
  readonly mail: Work;
  readonly queueRequests: number;
  /** A batch of the stream, if counting is a function of its own. */
  readonly batch: { readonly work: Work; readonly writes: number; readonly reads: number } | undefined;
  /** Read units for each signature that is there, each time. */
  readonly recount: number;
  readonly page: Answer;
  readonly counts: Answer;
  /** Bytes of a request's lines in all logs. */
  readonly logBytes: (route: 'sign' | 'site') => number;
}

/** What a page or the counts use where no cache answers. */
export interface Answer {
  readonly remembered: Work;
  /** Where what was read is too old. */
  readonly read: Work;
  readonly reads: number;
  readonly writes: number;
  /** Seconds for which a running function remembers what it read. */
  readonly rememberedSeconds: number;
}

const { memoryMb } = deployed;
const sign = (name: string, cpu: number, wait: number): Work => ({
  name,
  memoryMb: memoryMb.sign,
  cpuMs: cpu,
  waitMs: wait,
});
const site = (name: string, cpu: number, wait: number): Work => ({ ...sign(name, cpu, wait), memoryMb: memoryMb.site });

export const ours: Design = {
  keepsAnswers: true,
  writes: { 'the signature': units.confirm, 'limits of the address': units.limits },
  readsToSign: units.limitsRead + units.headRead,
  signing: [
    sign('challenge', cpuMs.challenge, waitMs.table),
    sign('form', cpuMs.attempt, 2 * waitMs.table + waitMs.queue),
    sign('page after the form', cpuMs.sent, 0),
    sign('link', cpuMs.link, 0),
    sign('button', cpuMs.confirmation, waitMs.table),
  ],
  mail: { name: 'mail', memoryMb: memoryMb.mail, cpuMs: cpuMs.mail, waitMs: waitMs.mail },
  // Put, taken and deleted. Where many come, ten are taken at once.
  queueRequests: 3,
  batch: {
    work: { name: 'tally', memoryMb: memoryMb.tally, cpuMs: cpuMs.tally, waitMs: 2 * waitMs.table },
    writes: units.tallyWrite,
    reads: units.tallyRead,
  },
  recount: units.recount,
  page: {
    remembered: site('page', cpuMs.pageRemembered, 0),
    read: site('page', cpuMs.pageRead, 2 * waitMs.table),
    reads: units.page,
    writes: 0,
    rememberedSeconds: REMEMBERED_SECONDS,
  },
  counts: {
    remembered: site('counts', cpuMs.countsRemembered, 0),
    read: site('counts', cpuMs.countsRead, waitMs.table),
    reads: units.counts,
    writes: 0,
    rememberedSeconds: REMEMBERED_SECONDS,
  },
  logBytes: accessLogBytes,
};
