import type { Random } from '../model/random.ts';
import { SLUG } from '../support/machine.ts';
import type { Call, Client } from './client.ts';
import type { Findings } from './findings.ts';

const PAGES = ['/', `/campaigns/${SLUG}`, `/campaigns/${SLUG}`, `/campaigns/${SLUG}/dashboard`] as const;
const COUNTS = `/api/campaigns/${SLUG}/counts`;

/** People who only look, and programs that ask for the counts, also whether they have changed. */
export function visitors(client: Client, { wrong }: Findings, random: Random) {
  let etag = '';
  /** @param most signers who have pressed the button so far: more cannot be counted. */
  return async (most: () => number): Promise<void> => {
    if (random.chance(0.6)) {
      await client.ask({ kind: 'page', path: random.pick(PAGES), right: [200] });
      return;
    }
    const call: Call = { kind: 'counts', path: COUNTS, right: [200, 304], data: true };
    const answer = await client.ask(etag ? { ...call, headers: { 'if-none-match': etag } } : call);
    if (answer?.status !== 200) return;
    etag = answer.headers.get('etag') ?? '';
    const { total } = JSON.parse(answer.text);
    if (total > most()) wrong('counts', `${total} are counted of ${most()} who pressed the button.`);
  };
}
