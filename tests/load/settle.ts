import { setTimeout as sleep } from 'node:timers/promises';
import { check, type Stored, truthOf } from './check.ts';
import type { Findings } from './findings.ts';
import { confirm, type Signer, type SignerDeps, withdraw } from './signers.ts';
import type { World } from './world.ts';

/** Waits until every mail that was promised is there, and nothing waits any more. */
export async function drain(
  signers: readonly Signer[],
  { mail, waiting }: World,
  { wrong }: Findings,
  giveUp: AbortSignal,
): Promise<void> {
  const isShort = ({ email, promised }: Signer) => mail.linksOf(email).length < promised;
  while ((signers.some(isShort) || waiting() > 0) && !giveUp.aborted) await sleep(200);
  if (waiting() > 0) wrong('mail', `${waiting()} messages wait still.`);
  for (const { email, promised } of signers.filter(isShort))
    wrong('mail', `${email} was promised ${promised} mails and got ${mail.linksOf(email).length}.`);
}

/** Whether a signer made a request and does not know its end. */
const isUnsure = ({ confirmation, withdrawal }: Signer): boolean => confirmation === 'asked' || withdrawal === 'asked';

/** Compares tables and counts with the knowledge of signers; lets uncertain ones ask again, and compares once more. */
export async function settle(
  signers: readonly Signer[],
  { tablesEndpoint, dataDir }: World,
  deps: SignerDeps,
  say: (line: string) => void,
): Promise<Stored> {
  const { wrong } = deps.findings;
  const truth = await truthOf(tablesEndpoint, dataDir);
  const { counted, withdrawn } = await check(signers, truth, { wrong, when: 'at rest' });
  const unsure = signers.filter(isUnsure);
  say(`${counted} are counted, ${withdrawn} withdrawn. ${unsure.length} do not know, and ask again …`);
  await Promise.all(
    unsure.map(async (signer) => {
      if (signer.withdrawal === 'asked' && signer.links) await withdraw(signer, signer.links, deps);
      else await confirm(signer, deps);
      if (isUnsure(signer)) wrong('untold', `${signer.email} asked again, and still does not know.`);
    }),
  );
  return check(signers, truth, { wrong, when: 'in the end' });
}
