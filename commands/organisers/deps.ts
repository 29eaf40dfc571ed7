import { type OrganiserKeys, organiserKeys } from '../../functions/core/access/account.ts';
import { cognitoInvitations, POOL_TAG } from '../../functions/core/access/invitations.ts';
import { MOST_ROLES } from '../../functions/core/access/known-roles.ts';
import { OtherRoles, type PeopleDeps } from '../../functions/core/access/people.ts';
import { getCampaignHead } from '../../functions/core/campaigns/head-store.ts';
import { endPreviewsOf } from '../../functions/core/campaigns/previews.ts';
import { secretName } from '../../functions/core/keys/names.ts';
import { stageRings, tagOfRing } from '../../functions/core/keys/secret-rings.ts';
import { type FieldFault, Problem } from '../../functions/core/problem.ts';
import type { CommonOptions } from '../command.ts';
import { localRings } from '../keys/local-rings.ts';
import { onStage, onTarget, type Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Works on the organisers of this machine, or of a stage. @throws {CommandError} */
export const onOrganisers = (
  options: CommonOptions,
  terminal: Terminal,
  work: (deps: PeopleDeps, target: Target) => Promise<void>,
): Promise<void> =>
  onTarget(
    options,
    terminal,
    async (target) => {
      const deps = await depsOf(target, terminal);
      try {
        await work(deps, target);
      } catch (error) {
        throw refused(error, target) ?? error;
      } finally {
        deps.invitations?.close?.();
      }
    },
    ({ stage, table }) =>
      stage
        ? `table ${table('Organisers').table}, secret ${secretName(stage, 'organisers')}, or the users of its Cognito`
        : undefined,
  );

const depsOf = async ({ table, stage, audit }: Target, { clock, dataDir }: Terminal): Promise<PeopleDeps> => ({
  audit,
  invitations: stage === undefined ? undefined : await invitationsOf(stage),
  organisers: table('Organisers'),
  hasCampaign: async (slug) => (await getCampaignHead(table('Campaigns'), slug)) !== undefined,
  endPreviews: (actor, input) => endPreviewsOf({ campaigns: table('Campaigns'), clock, audit }, actor, input),
  clock,
  async keys(): Promise<OrganiserKeys> {
    const rings = stage === undefined ? localRings(dataDir) : stageRings(stage);
    try {
      return organiserKeys((await rings.read('organisers')).text);
    } finally {
      rings.close();
    }
  },
});

/** The Cognito of a stage. @returns undefined if its sign-in knows its people by itself. */
async function invitationsOf(stage: string) {
  const pool = await tagOfRing(stage, 'organisers', POOL_TAG);
  return pool === undefined ? undefined : cognitoInvitations(pool);
}

/** What is wrong with what was typed. */
function wrongWords([wrong]: readonly FieldFault[]): string {
  if (wrong?.field === 'name') return '--name must not have control characters.';
  if (!wrong?.field.startsWith('campaigns')) return 'ADDRESS must be an e-mail address such as ada@example.org.';
  return `--campaign must name campaigns that exist, ${MOST_ROLES} at most.`;
}

/** @returns undefined for an error that a person can do nothing about. */
function refused(error: unknown, { name, stage }: Target): CommandError | undefined {
  if (error instanceof OtherRoles)
    return new CommandError(
      'Nothing written: somebody else has just changed what this person may do. Run again to see it.',
    );
  if (!(error instanceof Problem)) return undefined;
  const list = `\`npm run organisers -- list${onStage(stage)}\` shows all.`;
  switch (error.kind) {
    case 'organiser-unknown':
      return new CommandError(`There is no organiser with this address on ${name}. ${list}`);
    case 'last-admin':
      return new CommandError(`Nothing changed: this is the only admin on ${name} who has signed in. ${list}`);
    case 'organisers-changed':
      return new CommandError('Nothing changed: others are changing organisers just now. Run the command again.');
    case 'organiser-known':
      return new CommandError(`Nobody was invited: somebody else has just invited this person. ${list}`);
    case 'invalid-form':
      return new CommandError(wrongWords(error.faults));
    case 'too-many-tokens':
      return new CommandError('Nothing made: this organiser has 20 tokens. Revoke one that is no longer used.');
    case 'access-token-unknown':
      return new CommandError('This organiser has no such token. Perhaps it has expired.');
    default:
      return undefined;
  }
}
