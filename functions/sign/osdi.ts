import type { Context } from 'hono';
import { readJson } from '../http/body.ts';
import { inTime } from '../http/in-time.ts';
import type { SignDeps } from './deps.ts';
import { asSent, attemptFieldsIn } from './osdi-form.ts';
import { knownCampaign } from './signing.ts';

/**
 * Asks to sign, as OSDI 1.2 has it: the same as an attempt at `POST …/signatures`, by the same rules. OSDI answers a caller
 * without a key with an empty object. So the answer says nothing about the person, and is the same for every address.
 * @see https://opensupporter.github.io/osdi-docs/record_signature.html
 */
export async function recordSignature(c: Context, deps: SignDeps): Promise<Response> {
  const fields = await readJson(c);
  const campaign = await knownCampaign(deps, c.req.param('slug') ?? '');
  const { parseAttempt } = await import('../core/signatures/attempt.ts');
  const { requestConfirmation } = await import('./attempting.ts');
  const { fields: own, sentAs } = attemptFieldsIn(fields);
  try {
    const attempt = parseAttempt(own, campaign);
    await inTime(deps.patience, requestConfirmation(deps, campaign, attempt, await deps.networkOf(c)));
  } catch (error) {
    throw asSent(error, sentAs);
  }
  return c.body('{}', 200, { 'content-type': 'application/hal+json' });
}
