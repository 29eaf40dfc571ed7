import { setTimeout as sleep } from 'node:timers/promises';
import { operator } from '../../functions/core/access/actor.ts';
import { SECOND } from '../../functions/core/running/clock.ts';
import { deliveryOf, type ResendDeps, testEndpoint } from '../../functions/core/webhooks/resend.ts';
import { onStage } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { outcomeWords } from './print.ts';

/** An endpoint may take 15 seconds, and the first delivery after a pause loads the function. */
const PATIENCE = 40 * SECOND;
const EVERY = SECOND / 2;

/** Sends an endpoint a test, and waits for what becomes of it. @throws {CommandError} if it was not delivered. */
export async function test(
  { stage, ...deps }: ResendDeps & { readonly stage: string | undefined },
  endpoint: string,
  terminal: Terminal,
): Promise<void> {
  const { id: event } = await testEndpoint(deps, operator, endpoint);
  for (let waited = 0; waited < PATIENCE; waited += EVERY) {
    checkpoint(terminal);
    const delivery = await deliveryOf(deps, operator, { endpoint, event });
    if (delivery?.outcome === 'delivered') return terminal.print(`The test was ${outcomeWords(delivery)}.`);
    if (delivery) throw new CommandError(`The test was not delivered: ${outcomeWords(delivery)}.`);
    await (terminal.pause ?? sleep)(EVERY);
  }
  throw new CommandError(
    `The test waits in the queue. \`npm run webhooks -- deliveries ${endpoint}${onStage(stage)}\` shows later what became of it.`,
  );
}
