import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { type ExportedSignature, eachExportedPage } from '../../functions/core/handover/export.ts';
import { MANIFEST, type Manifest, README, SEALED, sealedLine } from '../../functions/core/handover/folder.ts';
import { readmeOf } from '../../functions/core/handover/readme.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import type { SignatureStatus } from '../../functions/core/signatures/status.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { keepOutOfGit } from '../work-tree.ts';
import type { Call } from './call.ts';

/** Signatures between two lines that tell how far it is. */
const TOLD_EVERY = 10_000;

/**
 * Writes a campaign's signatures into a folder, with their identities sealed as they are, readable by its owner alone.
 * @throws {CommandError} if there is something in that folder already.
 * @throws {Interrupted} No file is left behind then.
 */
export async function exportSignatures(
  campaign: CampaignHead,
  { out = '', all, yes }: Pick<Call, 'out' | 'all' | 'yes'>,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const { slug, title } = campaign;
  const { print, clock } = terminal;
  await keepOutOfGit(join(out, MANIFEST), { yes }, terminal);
  const exportedAt = isoTime(clock());
  makeFolder(out);
  try {
    const written = await writeSealed(join(out, SEALED), campaign, all, target, terminal);
    const told: Manifest = { format: 1, campaign: slug, title, from: target.name, exportedAt, ...written };
    writeFileSync(join(out, README), readmeOf(told), { mode: 0o600 });
    writeFileSync(join(out, MANIFEST), `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
    print(
      `Exported: ${amount(told.signatures, 'signature')} of ${slug} to ${out}. ${join(out, README)} says how they are opened.`,
    );
  } catch (error) {
    // Half an export must not be taken for a whole one.
    for (const file of [SEALED, README, MANIFEST]) rmSync(join(out, file), { force: true });
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new CommandError([`${folder} cannot be made (${(error as NodeJS.ErrnoException).code}).`]);
  }
  throw new CommandError([`There is something in ${folder} already: name a new folder.`]);
}

const everyStatus: readonly SignatureStatus[] = ['counted', 'under-review', 'voided'];

async function writeSealed(
  path: string,
  { slug, showNames }: CampaignHead,
  all: boolean,
  target: Target,
  terminal: Terminal,
): Promise<Pick<Manifest, 'signatures' | 'erased' | 'sha256'>> {
  const digest = createHash('sha256');
  const file = openSync(path, 'wx', 0o600);
  let [signatures, erased] = [0, 0];
  try {
    await eachExportedPage(target.table('Signatures'), slug, all ? everyStatus : ['counted'], (page) => {
      checkpoint(terminal);
      const text = page.map((one) => lineOf(one, showNames)).join('');
      digest.update(text);
      appendFileSync(file, text);
      const before = signatures;
      signatures += page.length;
      erased += page.filter(({ sealedIdentity }) => !sealedIdentity).length;
      if (Math.floor(before / TOLD_EVERY) < Math.floor(signatures / TOLD_EVERY))
        terminal.print(`  ${number(signatures)} signatures`);
    });
  } finally {
    closeSync(file);
  }
  return { signatures, erased, sha256: digest.digest('hex') };
}

function lineOf({ sealedIdentity, ...rest }: ExportedSignature, showNames: boolean): string {
  const chose = rest.publicName !== undefined || rest.publicReason !== undefined;
  return sealedLine(sealedIdentity, { ...rest, ...(chose && { shown: showNames && rest.status === 'counted' }) });
}
