import { operator } from '../../functions/core/access/actor.ts';
import type { AccessDeps } from '../../functions/core/access/deps.ts';
import { inviteOrganiser, readInvited } from '../../functions/core/access/invite.ts';
import { changeRoles, findOrganiser, listOrganisers, type Organiser } from '../../functions/core/access/people.ts';
import { removeOrganiser } from '../../functions/core/access/remove.ts';
import { type CampaignRole, campaignRoles, isCampaignRole } from '../../functions/core/access/roles.ts';
import { scheduledNear } from '../../functions/core/campaigns/scheduled.ts';
import { Problem } from '../../functions/core/problem.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { scheduledLines } from '../scheduled.ts';
import { findCampaign, type Target } from '../target.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { agreed } from '../terminal/terminal.ts';
import { onOrganisers } from './deps.ts';
import { inviteLines, organiserLine, roleChanges } from './print.ts';

const usage = `npm run organisers -- list                shows who is an organiser, with which roles
npm run organisers -- invite ADDRESS      lets somebody sign in within a week, or --days N; with --admin, or --campaign SLUG=ROLE
                                          as often as you like; --name TEXT; with --yes. Again for a lost phone: all that was
                                          open ends
npm run organisers -- role ADDRESS        gives a role: --campaign SLUG=ROLE, SLUG=none takes it away; --admin, or --not-admin;
                                          with --yes
npm run organisers -- remove ADDRESS      ends an account with its sessions and tokens; with --yes

ROLE is ${campaignRoles.join(', ')}. An admin has every role.
Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with the keeper's credentials.`;

const campaign = { campaign: { type: 'string', multiple: true } } as const;

/** `npm run organisers`: who may sign in, and what they may do. docs/reference/api.md */
export const organisersCommand = defineCommand({
  name: 'organisers',
  usage,
  verbs: {
    list: verb({
      options: stage,
      run: (_, options, terminal) =>
        onOrganisers(options, terminal, async (deps, { name }) => {
          const all = await listOrganisers(deps, operator);
          if (all.length === 0) terminal.print(`There are no organisers on ${name}.`);
          for (const line of all.map(organiserLine)) terminal.print(line);
        }),
    }),
    invite: verb({
      operands: ['ADDRESS'],
      options: {
        ...yes,
        ...stage,
        ...campaign,
        admin: { type: 'boolean' },
        name: { type: 'string' },
        days: { type: 'string' },
      },
      run: ([address], { admin: isAdmin, campaign: given, name, days, ...options }, terminal) => {
        const until = daysIn(days, 30);
        return onOrganisers(options, terminal, async (deps, target) => {
          const campaigns = given && rolesOf(await readRoles(given, target), {});
          // A terminal obeys control characters, so none is printed.
          readInvited({ address, name });
          const known = await findOrganiser(deps, operator, address);
          inviteLines(known, { address, name, isAdmin, campaigns }, target.name).forEach(terminal.print);
          const again = 'Invite them again, and end all their sessions and tokens?';
          if (!(await agreed(known ? again : 'Invite them?', options, terminal, 'Nobody invited'))) return;
          const invited = { address, name, isAdmin, campaigns, days: until };
          await inviteOrganiser(deps, operator, { ...invited, again: known !== undefined, seen: known?.revision });
          const mailed = deps.invitations ? ' They get an e-mail with the next steps.' : '';
          terminal.print(`Invited on ${target.name}: ${address}. They sign in with this address.${mailed}`);
        });
      },
    }),
    role: verb({
      operands: ['ADDRESS'],
      options: { ...yes, ...stage, ...campaign, admin: { type: 'boolean' }, 'not-admin': { type: 'boolean' } },
      run: ([address], { admin, 'not-admin': noAdmin, campaign: given, ...options }, terminal) => {
        if (admin && noAdmin) throw new Misunderstood('`role` takes --admin or --not-admin, not both.');
        if (!admin && !noAdmin && given === undefined)
          throw new Misunderstood('`role` needs --campaign, --admin or --not-admin.');
        return onOrganisers(options, terminal, async (deps, target) => {
          const before = await organiserAt(deps, address);
          const campaigns = given && rolesOf(await readRoles(given, target), before.campaigns);
          const after = {
            isAdmin: noAdmin ? false : (admin ?? before.isAdmin),
            campaigns: campaigns ?? before.campaigns,
          };
          const changes = roleChanges(before, after);
          if (changes.length === 0) return terminal.print(`No change: ${organiserLine(before)}`);
          terminal.print(`${organiserLine(before)}, on ${target.name}, changes:`);
          for (const line of changes) terminal.print(`  ${line}`);
          if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
          await changeRoles(deps, operator, { account: before.id, seen: before.revision, ...after });
          terminal.print(`Written: ${organiserLine({ ...before, ...after })}`);
        });
      },
    }),
    remove: verb({
      operands: ['ADDRESS'],
      options: { ...yes, ...stage },
      run: ([address], options, terminal) =>
        onOrganisers(options, terminal, async (deps, { name, db }) => {
          const found = await organiserAt(deps, address);
          const { id: account, revision: seen, ...person } = found;
          terminal.print(organiserLine(person));
          const scheduled = await scheduledNear({ ...deps, campaigns: db }, operator, found);
          scheduledLines(scheduled).forEach(terminal.print);
          if (!(await agreed(`Remove ${address} from ${name}?`, options, terminal))) return;
          await removeOrganiser(deps, operator, { account, seen });
          terminal.print(`Removed from ${name}: ${address}.`);
        }),
    }),
  },
});

/** A whole number of days. @throws {Misunderstood} */
export function daysIn(text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > most)
    throw new Misunderstood(`--days must be a whole number from 1 to ${most}.`);
  return Number(text);
}

/** The roles that are given by `SLUG=ROLE`. Undefined takes one away. @throws {CommandError} */
async function readRoles(given: readonly string[], target: Target): Promise<[string, CampaignRole | undefined][]> {
  const read = given.map(async (text): Promise<[string, CampaignRole | undefined]> => {
    const [slug = '', role = ''] = text.split('=');
    if (role !== 'none' && !isCampaignRole(role))
      throw new CommandError(`--campaign must be SLUG=ROLE, and ROLE one of ${campaignRoles.join(', ')} or none.`);
    await findCampaign(slug, target);
    return [slug, role === 'none' ? undefined : role];
  });
  return Promise.all(read);
}

function rolesOf(
  given: readonly (readonly [string, CampaignRole | undefined])[],
  before: Readonly<Record<string, CampaignRole>>,
): Record<string, CampaignRole> {
  const roles = new Map(Object.entries(before));
  for (const [slug, role] of given)
    if (role === undefined) roles.delete(slug);
    else roles.set(slug, role);
  return Object.fromEntries(roles);
}

/** @throws {Problem} `organiser-unknown`. */
async function organiserAt(deps: AccessDeps, address: string): Promise<Organiser> {
  const found = await findOrganiser(deps, operator, address);
  if (!found) throw new Problem('organiser-unknown');
  return found;
}
