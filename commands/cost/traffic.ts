import { CALLS_TO_SIGN } from '../../infra/peak.ts';
import { bytes } from './measured.ts';
import { asksAgain, keptSeconds } from './stack.ts';

/** What is asked of the model. */
export interface Scenario {
  readonly signatures: number;
  readonly viewsPerSignature: number;
  /** In which they come, evenly: a rush is cheaper, as more of it finds kept answers. */
  readonly days: number;
  /** How long a page is looked at, in seconds: its number of signatures follows the counts. */
  readonly secondsPerView: number;
  /** Styles, script and icon are loaded once in them. */
  readonly viewsPerVisitor: number;
}

/** CloudFront's regional caches, which ask the API each for itself. A crowd in one part of the world asks through fewer. */
const CACHES = 13;
/** Answers that differ: a campaign’s page with 4 sources, as Brotli and as gzip. The others have no source. */
const PAGE_VARIANTS = 8;
const COUNTS_VARIANTS = 2;
const ASSETS = 3;
/** What solves the challenge, loaded for each signature. */
const SOLVER = 1;

/** Requests and bytes, for one signature. */
export interface Traffic {
  readonly edgeRequests: number;
  readonly edgeBytes: number;
  /** What CloudFront asks the API for: the five calls that sign, and views that found no kept answer. */
  readonly signingCalls: number;
  readonly pagesAsked: number;
  readonly countsAsked: number;
  /** A second, in the mean of all days. */
  readonly signaturesPerSecond: number;
}

const DAY_SECONDS = 86_400;

/** @param keepsAnswers whether CloudFront may keep pages and counts. */
export function trafficOf(scenario: Scenario, keepsAnswers: boolean): Traffic {
  const { viewsPerSignature: views, secondsPerView, viewsPerVisitor } = scenario;
  const signaturesPerSecond = scenario.signatures / (scenario.days * DAY_SECONDS);
  const asked = views * questionsWithin(secondsPerView);
  const visitors = views / viewsPerVisitor;
  const missed = (requests: number, variants: number, kept: number) =>
    keepsAnswers ? requests * missedShare((requests * signaturesPerSecond) / (variants * CACHES), kept) : requests;
  const { headers } = bytes;
  return {
    edgeRequests: CALLS_TO_SIGN + SOLVER + views + visitors * ASSETS + asked,
    edgeBytes:
      bytes.challenge +
      bytes.attempt +
      bytes.sent +
      bytes.link +
      bytes.confirmation +
      bytes.solver +
      headers +
      views * (bytes.page + headers) +
      visitors * (bytes.style + bytes.script + bytes.icon + ASSETS * headers) +
      asked * (bytes.counts + headers),
    signingCalls: CALLS_TO_SIGN,
    pagesAsked: missed(views, PAGE_VARIANTS, keptSeconds.page),
    countsAsked: missed(asked, COUNTS_VARIANTS, keptSeconds.counts),
    signaturesPerSecond,
  };
}

/**
 * The share of requests for one answer of one cache that find none: of those that come by chance, the first after an answer has
 * grown too old. @param perSecond requests a second for that answer there. @param kept seconds.
 */
export const missedShare = (perSecond: number, kept: number): number => 1 / (1 + perSecond * kept);

/** How often a page asks for the counts while it is looked at. */
export function questionsWithin(seconds: number): number {
  const { firstSeconds, growth, slowestSeconds, slowestAtFirst, firstMinute } = asksAgain;
  let questions = 0;
  for (let at: number = firstSeconds, wait: number = firstSeconds; at <= seconds; questions++) {
    wait = Math.min(wait * growth, at < firstMinute ? slowestAtFirst : slowestSeconds);
    at += wait;
  }
  return questions;
}
