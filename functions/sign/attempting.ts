import { domainOf } from '../core/address.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { type SignerHash, signerHash } from '../core/keys/signer-hash.ts';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import { Problem } from '../core/problem.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import { nearest } from '../http/language.ts';
import type { Network } from '../http/network.ts';
import { languages } from '../ui/messages/speak.ts';
import { type Admission, admit } from './admission.ts';
import { mailFor } from './attempt-mail.ts';
import type { SignDeps } from './deps.ts';
import { pepperOf, type SignKeys } from './keys.ts';
import { assertTakesAttempts, inLanguageOf, recipientsOf } from './signing.ts';
import { isStrict } from './strictness.ts';

/**
 * Mails the two links, and stores nothing about the signer. It reads no signature, so that the answer and its time are the
 * same whether or not this address has signed. A limit that holds the mail back changes neither.
 * @throws {Problem} if the campaign does not take signatures now, if the domain of the address receives no mail, or as
 * `admit`.
 */
export async function requestConfirmation(
  deps: SignDeps,
  original: CampaignHead,
  attempt: Attempt,
  network?: Network,
): Promise<void> {
  const now = deps.clock();
  assertTakesAttempts(original, now);
  const recipients = recipientsOf(deps, original);
  const { keys, signer, admission } = await admitSigner(deps, original, attempt, { network, now });
  const campaign = await inLanguageOf(deps, original, attempt.locale);
  const kept = { ...attempt, locale: spokenHere(attempt.locale) };
  await putMail(deps, admission, mailFor({ keys, campaign, attempt: kept, signer, recipients, admission, now }));
}

/**
 * The language of the interface in which somebody reads. A program may send any tag, such as `tly-Latn-IR`, which says much more
 * about a person than the words that they read. No link, e-mail or signature has it.
 */
export const spokenHere = (tag: string): string => nearest(tag) ?? languages[0] ?? 'en';

/**
 * Admits a signer who asks for a mail, by the rules that hold now, and only at a domain that receives mail.
 * @throws {Problem} if the domain receives none, as `admit`, or `campaign-closed` if the pepper of the campaign is gone.
 */
export async function admitSigner(
  deps: SignDeps,
  campaign: CampaignHead,
  asked: Parameters<typeof admit>[3],
  when: Parameters<typeof admit>[4],
): Promise<{ keys: SignKeys; signer: SignerHash; admission: Admission }> {
  const [strict] = await Promise.all([isStrict(deps, campaign), assertReceivesMail(deps, asked)]);
  const keys = await deps.keys();
  const signer = signerHash(pepperOf(keys, campaign, when.now), campaign.slug, asked.address.normalised);
  const admission = await admit(deps, keys, { ...campaign, strict }, asked, when);
  return { keys, signer, admission };
}

/** Puts an admitted mail into the queue, or gives back what it has spent. */
export async function putMail(
  { outbox }: SignDeps,
  { giveBack }: Admission,
  mail: QueuedMail | Promise<QueuedMail>,
): Promise<void> {
  try {
    await outbox.put(await mail);
  } catch (error) {
    // A person who tries again while the queue does not answer must not run out of mails.
    await giveBack().catch(() => undefined);
    throw error;
  }
}

/** @throws {Problem} `invalid-form`, only if the DNS says that nothing can be sent to the address. */
async function assertReceivesMail({ mailDomains }: SignDeps, { address }: Pick<Attempt, 'address'>): Promise<void> {
  if ((await mailDomains?.(domainOf(address.normalised))) !== 'refuses') return;
  throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'unreachable' }] });
}
