import { randomUUID } from 'node:crypto';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import type { Mail } from '../journeys/mailbox.ts';
import { deployed } from './account.ts';

export interface Signer {
  readonly name: string;
  readonly email: string;
}

/** A person who has not signed, with a unique name and address. */
export const newSigner = (): Signer => ({ name: `Leyla ${randomUUID()}`, email: `${randomUUID()}@example.org` });

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks to sign a campaign. */
export const ask = (signer: Signer & { publicName?: boolean }, campaign = SAMPLE_SLUG): Promise<Answer> =>
  call('POST', `/api/campaigns/${campaign}/signatures`, { ...signer, country: 'AZ', locale: 'en' });

/** The public count of a campaign. @throws {Error} with the status, if it is not 200. */
export async function total(campaign = SAMPLE_SLUG): Promise<number> {
  const { status, body } = await call('GET', `/api/campaigns/${campaign}/counts`);
  if (status !== 200) throw new Error(`The counts answer ${status}`);
  return (body as { total: number }).total;
}

export async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${deployed().siteUrl}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: await answer.json() };
}

export const confirmLinkToken = (mail: Mail): string => tokenOf(mail.confirmLink);
export const withdrawLinkToken = (mail: Mail): string => tokenOf(mail.withdrawLink);

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
