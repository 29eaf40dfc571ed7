import { createHash } from 'node:crypto';
import type { Item } from '../../functions/core/aws/db.ts';
import type { SignatureChange } from '../../functions/tally/steps.ts';

/** A signature's image as the stream tells it: each `sequence` is another signer's. */
export function image(campaign: string, sequence: number, shown: Partial<Record<string, string>> = {}): Item {
  const fields = { confirmedAt: '2026-03-01T09:30:00.000Z', country: 'AZ', source: 'other', ...shown };
  return {
    pk: { S: `${campaign}#a7` },
    sk: { S: createHash('sha256').update(`signer ${sequence}`).digest('base64url') },
    status: { S: 'counted' },
    ...Object.fromEntries(Object.entries(fields).flatMap(([name, S]) => (S === undefined ? [] : [[name, { S }]]))),
  };
}

/** What is left of a withdrawn signature. */
export const tombstone = ({ pk, sk }: Item): Item => ({
  ...(pk && { pk }),
  ...(sk && { sk }),
  status: { S: 'withdrawn' },
});

export const signed = (
  campaign: string,
  sequence: number,
  shown?: Partial<Record<string, string>>,
): SignatureChange => ({ sequence: String(sequence), after: image(campaign, sequence, shown) });

/** The signature of `signed(campaign, of, …)` withdrawn. */
export function withdrawn(
  campaign: string,
  { of, sequence }: { of: number; sequence: number },
  shown?: Partial<Record<string, string>>,
): SignatureChange {
  const before = image(campaign, of, shown);
  return { sequence: String(sequence), before, after: tombstone(before) };
}
