import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Closers } from '../local/program.ts';
import { startGateway } from './gateway.ts';
import { startInbox } from './inbox.ts';
import { startMiniStack } from './ministack.ts';
import { deployStage, picturesOf, putSample, verifySender } from './stage.ts';

export const SAMPLE_SLUG = 'azerbaijan-prisoners-of-conscience';

/** The whole service on emulated AWS. */
export interface Emulated {
  readonly siteUrl: string;
  readonly mailboxUrl: string;
  /** The address of MiniStack: every AWS API, and its own pages below `/_ministack/`. */
  readonly endpoint: string;
  /** The private key (age) of this installation's group. It opens the sealed identities. */
  readonly groupKey: string;
}

/**
 * Starts the service on emulated AWS. Its state is in memory, and ends with `closers`.
 * @param ports 0 for free ones.
 * @param say shows a person the progress.
 * @throws {Refusal} with one line that says what to do.
 */
export async function startEmulated(
  ports: { readonly site: number; readonly mailbox: number },
  closers: Closers,
  say: (line: string) => void,
): Promise<Emulated> {
  // This is outside the project. So if a bundle lacks a part, it cannot find it in our node_modules.
  const scratch = mkdtempSync(join(tmpdir(), 'amparo-emulated-'));
  closers.add(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const gateway = await startGateway(ports.site);
  closers.add(gateway.stop);
  const miniStack = await startMiniStack(scratch, say);
  closers.add(miniStack.stop);
  const { endpoint } = miniStack;
  const inbox = await startInbox(ports.mailbox, endpoint);
  closers.add(inbox.stop);

  const groupKey = await generateIdentity();
  const stage = { endpoint, scratch, publicUrl: gateway.url, publicKey: await identityToRecipient(groupKey) };
  say('Deploying the stack with the CDK …');
  gateway.open(await deployStage(stage), picturesOf(stage, closers));
  await verifySender(endpoint);
  await putSample(stage);
  return { siteUrl: gateway.url, mailboxUrl: inbox.url, endpoint, groupKey };
}
