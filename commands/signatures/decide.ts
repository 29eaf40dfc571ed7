import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { putDecision } from '../../functions/core/signatures/decisions.ts';
import {
  type Decided,
  decideOn,
  eachSelected,
  type Suspicious,
  type Verdict,
} from '../../functions/core/signatures/review.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { Interrupted } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import type { Call } from './call.ts';
import { outcome, sumLines, sumUp } from './print.ts';

/** Signatures that are decided on before Ctrl-C is looked at: a fraction of a second. */
const BETWEEN_CHECKPOINTS = 100;

const CUT_OFF = 'Stopped before the end. Run again to go on with what is left.';

/** Shows which signatures a decision would change, and changes just those, only on a clear yes. */
export async function decide(
  { slug }: CampaignHead,
  verdict: Verdict,
  { signals, since, until, again, yes }: Call,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const { print, ask, clock } = terminal;
  const signatures = target.table('Signatures');
  const sums = sumUp();
  // What comes while somebody thinks is not decided on unseen.
  const shown: Suspicious[] = [];
  await eachSelected(signatures, slug, { verdict, signals, since, until, again }, (suspicious) => {
    checkpoint(terminal);
    sums.add(suspicious);
    shown.push(suspicious);
  });
  if (sums.total === 0) return print(`Nothing to ${verdict} on ${slug}, ${target.name}.`);
  print(`${amount(sums.total, 'signature')} of ${slug} on ${target.name} would be ${outcome[verdict].toLowerCase()}:`);
  for (const line of sumLines(sums)) print(line);
  if (!(yes || ((await ask?.('Do this?')) ?? false))) return print('Nothing changed; run again with --yes.');

  const decided: Decided = { changed: 0, overtaken: 0 };
  try {
    for (let done = 0; done < shown.length; done += BETWEEN_CHECKPOINTS) {
      checkpoint(terminal);
      await decideOn(signatures, verdict, shown.slice(done, done + BETWEEN_CHECKPOINTS), decided);
    }
  } catch (error) {
    throw error instanceof Interrupted && decided.changed > 0 ? new Interrupted(CUT_OFF) : error;
  } finally {
    // Also of what a failure left half done: running again goes on from there.
    if (decided.changed > 0) {
      print(`${outcome[verdict]}: ${number(decided.changed)}. The counts follow within seconds.`);
      await putDecision(target.db, slug, {
        at: isoTime(clock()),
        verdict,
        signals: signals && [...signals],
        since: since === undefined ? undefined : isoTime(since),
        until: until === undefined ? undefined : isoTime(until),
        again,
        changed: decided.changed,
      });
    }
  }
  if (decided.overtaken > 0)
    print(
      `Left as ${decided.overtaken === 1 ? 'it is' : 'they are'}: ${number(decided.overtaken)}, which changed meanwhile.`,
    );
}
