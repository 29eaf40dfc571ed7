import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import type { SignKeys } from '../../functions/sign/keys.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { somePhoto } from '../support/some-picture.ts';
import { apiEvent } from './api-event.ts';
import type { ColdStream } from './cold-services.ts';
import { makeLinks } from './sample-signing.ts';

/** The first call of a fresh function. */
export interface ColdCall {
  readonly of: FunctionName;
  readonly what: string;
  readonly event: () => object;
}

/** The calls with which environments begin, each function's most frequent first. */
export async function coldCalls(
  keys: SignKeys,
  { campaign, stream, runs }: { campaign: Campaign; stream: ColdStream; runs: number },
): Promise<ColdCall[]> {
  const links = await makeLinks(keys, campaign, runs);
  let signers = 0;
  let counted = 0;
  const picture = (await (await somePhoto({ width: 640, height: 480 })).jpeg().toBuffer()).toString('base64');
  const attemptAt = (domain: string) => {
    const json = { name: 'Ada', email: `ada-${signers++}@${domain}`, country: 'AZ' };
    return apiEvent('POST', '/api/campaigns/bench/signatures', { json });
  };
  return [
    {
      of: 'sign',
      what: 'a confirmation',
      event: () => apiEvent('POST', '/api/confirmations', { json: { token: links.pop() } }),
    },
    { of: 'sign', what: 'an attempt', event: () => attemptAt('gmail.com') },
    // The list of public suffixes is loaded for it.
    { of: 'sign', what: 'an attempt with a domain of its own', event: () => attemptAt('example.org') },
    { of: 'site', what: 'counts', event: () => apiEvent('GET', '/api/campaigns/bench/counts') },
    { of: 'site', what: 'a page', event: () => apiEvent('GET', '/campaigns/bench') },
    { of: 'mail', what: 'a mail', event: () => ({ Records: [{ messageId: '1', body: mailOf(keys, links) }] }) },
    { of: 'tally', what: 'a signature', event: () => streamEvent(stream, counted++) },
    { of: 'fold', what: 'its hour', event: () => ({}) },
    { of: 'retention', what: 'its day', event: () => ({}) },
    { of: 'reconcile', what: 'its hour', event: () => ({}) },
    { of: 'feedback', what: 'a report', event: () => ({ kind: 'bounce' }) },
    { of: 'publish', what: 'its minute', event: () => ({}) },
    { of: 'overview', what: 'its minute', event: () => ({}) },
    { of: 'webhooks', what: 'an empty batch', event: () => ({ Records: [] }) },
    { of: 'console', what: 'a visitor who has not signed in', event: () => apiEvent('GET', '/organise/signed-out') },
    { of: 'pictures', what: 'a picture', event: () => ({ use: 'case', content: picture }) },
  ];
}

const mailOf = ({ mail }: SignKeys, [link = '']: readonly string[]): string =>
  sealMail(
    mail,
    {
      kind: 'confirmation',
      to: 'ada@example.org',
      locale: 'en',
      campaign: { title: 'Bench', demand: 'Measure.', language: 'en' },
      confirmToken: link,
      withdrawToken: link,
      validUntil: Date.now() + 60_000,
      isDecoy: false,
    },
    Date.now(),
  );

/** An event with one record, as at the beginning of a window. */
const streamEvent = ({ arn, shardId, records }: ColdStream, n: number) => {
  const { SequenceNumber, NewImage } = records[n] ?? {};
  return { shardId, Records: [{ eventSourceARN: arn, dynamodb: { SequenceNumber, NewImage } }], state: {} };
};
