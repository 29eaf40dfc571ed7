import { operator } from '../../functions/core/access/actor.ts';
import { organiserWith } from '../../functions/core/access/people.ts';
import { isScope, type Scope, scopes } from '../../functions/core/access/scopes.ts';
import type { AccessToken } from '../../functions/core/access/token-store.ts';
import {
  createAccessToken,
  isTokenName,
  listAccessTokens,
  MOST_IN_NAME,
  revokeAccessToken,
  TOKEN_DAYS,
} from '../../functions/core/access/tokens.ts';
import { harmless } from '../../functions/core/campaigns/faults.ts';
import { Problem } from '../../functions/core/problem.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { daysIn } from '../organisers/command.ts';
import { onOrganisers } from '../organisers/deps.ts';
import { findCampaign } from '../target.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';

/** What a token is for, if nobody says otherwise. */
const USUAL: readonly Scope[] = ['campaigns:read', 'campaigns:write', 'campaigns:publish'];

const usage = `npm run --silent token -- --account ADDRESS     makes a token for the API of organisers, and prints it alone, once
      --scope SCOPE       its purpose, as often as you like: ${scopes.slice(0, 3).join(', ')},
                          ${scopes.slice(3).join(', ')}. Left out: the first three
      --campaign SLUG     for these campaigns alone, as often as you like. Left out: for all of the account
      --name NAME         its name in the list: ${MOST_IN_NAME} characters at most
      --days N            how long it works: ${TOKEN_DAYS.usual} days, and ${TOKEN_DAYS.most} at most
npm run token -- list --account ADDRESS         shows the tokens of an organiser, without their words
npm run token -- revoke TOKEN --account ADDRESS ends a token at once; TOKEN is its id: tok_…; with --yes

Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with the keeper's credentials.`;

const account = { account: { type: 'string' } } as const;
const several = { type: 'string', multiple: true } as const;

/** `npm run token`: tokens for programs of organisers. docs/reference/api.md */
export const tokenCommand = defineCommand({
  name: 'token',
  usage,
  verbs: {
    '': verb({
      options: {
        ...stage,
        ...account,
        scope: several,
        campaign: several,
        days: { type: 'string' },
        name: { type: 'string' },
      },
      run: (_, { scope = USUAL, campaign: campaigns, days: text, name: typed = '', ...options }, terminal) => {
        const days = daysIn(text, TOKEN_DAYS.most);
        const name = typed.trim();
        if (name.length > MOST_IN_NAME) throw new Misunderstood(`--name may have ${MOST_IN_NAME} characters at most.`);
        if (!isTokenName(name)) throw new Misunderstood('--name must not have characters that nobody sees.');
        const foreign = scope.find((one) => !isScope(one));
        if (foreign !== undefined)
          throw new Misunderstood(`There is no scope \`${foreign}\`. The scopes are ${scopes.join(', ')}.`);
        return onAccount(options, terminal, async ({ deps, id, target }) => {
          for (const slug of campaigns ?? []) await findCampaign(slug, target);
          const input = { account: id, name, scopes: scope.filter(isScope), campaigns, days };
          const { token, words } = await createAccessToken(deps, operator, input);
          // A script reads the token from standard output, so all else goes beside it.
          terminal.complain(`${tokenLine(token)}. Keep it as a password: nothing shows it again.`);
          terminal.print(words);
        });
      },
    }),
    list: verb({
      options: { ...stage, ...account },
      run: (_, options, terminal) =>
        onAccount(options, terminal, async ({ deps, id }) => {
          const all = await listAccessTokens(deps, operator, { account: id });
          if (all.length === 0) terminal.print('This organiser has no token.');
          for (const line of all.map(tokenLine)) terminal.print(line);
        }),
    }),
    revoke: verb({
      operands: ['TOKEN'],
      options: { ...yes, ...stage, ...account },
      run: ([id], options, terminal) =>
        onAccount(options, terminal, async ({ deps, id: owner }) => {
          const token = (await listAccessTokens(deps, operator, { account: owner })).find((one) => one.id === id);
          if (!token) throw new Problem('access-token-unknown');
          terminal.print(tokenLine(token));
          if (!(await agreed('Revoke it? Its program stops at once.', options, terminal))) return;
          await revokeAccessToken(deps, operator, { account: owner, id });
          terminal.print(`Revoked: ${id}.`);
        }),
    }),
  },
});

/** Works on the tokens of one organiser. @throws {CommandError} */
function onAccount(
  { account: address, ...options }: CommonOptions & { readonly account?: string | undefined },
  terminal: Terminal,
  work: (on: OnAccount) => Promise<void>,
): Promise<void> {
  if (address === undefined) throw new Misunderstood('--account must name an organiser, such as admin@example.org.');
  return onOrganisers(options, terminal, async (deps, target) =>
    work({ deps, target, id: await organiserWith(deps, operator, address) }),
  );
}

type Work = Parameters<typeof onOrganisers>[2];
interface OnAccount {
  readonly deps: Parameters<Work>[0];
  readonly target: Parameters<Work>[1];
  readonly id: string;
}

const tokenLine = ({ id, name, scopes: all, campaigns, until, lastUsedDay }: AccessToken): string =>
  [
    `${id}  until ${isoTime(until).slice(0, 10)}`,
    ...(name ? [`“${harmless(name)}”`] : []),
    all.join(' '),
    campaigns ? `for ${campaigns.join(', ')}` : 'for all campaigns of the account',
    lastUsedDay === undefined ? 'not used yet' : `last used on ${lastUsedDay}`,
  ].join('  ');
