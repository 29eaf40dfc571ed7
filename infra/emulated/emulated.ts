import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Closers } from '../local/program.ts';
import { startGateway } from './gateway.ts';
import { startInbox } from './inbox.ts';
import { startMiniStack } from './ministack.ts';
import { deployStage, putSample, verifySender } from './stage.ts';

export const SAMPLE_SLUG = 'azerbaijan-prisoners-of-conscience';

/** The whole service on emulated AWS. */
export interface Emulated {
  readonly siteUrl: string;
  readonly mailboxUrl: string;
  /** Of MiniStack: every AWS API, and its own pages below `/_ministack/`. */
  readonly endpoint: string;
  /** The private key of the group (age) that this machine plays: it opens what signers sealed. */
  readonly groupKey: string;
}

/**
 * Brings the service up on emulated AWS: its state lives in memory and ends with `closers`.
 * @param ports 0 for free ones.
 * @param say shows a person how far it is.
 * @throws {Refusal} with a line to act on.
 */
export async function startEmulated(
  ports: { readonly site: number; readonly mailbox: number },
  closers: Closers,
  say: (line: string) => void,
): Promise<Emulated> {
  // Outside the project, so that a bundle that forgot a part of itself does not find it in our node_modules.
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
  gateway.open(await deployStage(stage));
  await verifySender(endpoint);
  await putSample(stage);
  return { siteUrl: gateway.url, mailboxUrl: inbox.url, endpoint, groupKey };
}
