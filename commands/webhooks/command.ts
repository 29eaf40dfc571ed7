import { operator } from '../../functions/core/access/actor.ts';
import { isListed } from '../../functions/core/campaigns/visibility.ts';
import { type Keyring, parseKeyring } from '../../functions/core/keys/keyring.ts';
import { secretName } from '../../functions/core/keys/names.ts';
import { stageRings } from '../../functions/core/keys/secret-rings.ts';
import type { Endpoint } from '../../functions/core/webhooks/endpoint.ts';
import { bodySchema } from '../../functions/core/webhooks/event.ts';
import {
  addEndpoint,
  endpoints,
  findEndpoint,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
  WebhookRefused,
} from '../../functions/core/webhooks/manage.ts';
import { deliveriesTo, replayDeadLetters, replayEvent, replayMissed } from '../../functions/core/webhooks/resend.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { out, show } from '../file.ts';
import { localRings } from '../keys/local-rings.ts';
import { findCampaign, onStage, onTarget, type Target } from '../target.ts';
import { amount } from '../terminal/amount.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { deliveryLine, endpointLines, refusalWords, secretLines } from './print.ts';
import { deadLettersOf, queueOf } from './queues.ts';
import { test } from './test.ts';

const usage = `npm run webhooks -- list                        shows the endpoints, and how they do
npm run webhooks -- add URL                     adds an endpoint, and shows its secret, once; for some events or
                                                campaigns: --event TYPE --campaign SLUG, each as often as you like; --description TEXT
npm run webhooks -- test ENDPOINT               sends a test, and shows what became of it
npm run webhooks -- deliveries ENDPOINT         shows what was sent in the last 30 days; with --failed, only what failed
npm run webhooks -- replay ENDPOINT [EVENT]     sends an event again, or all that the endpoint missed
npm run webhooks -- replay --dead-letters       sends again all that was set aside, to any endpoint
npm run webhooks -- disable ENDPOINT            sends it nothing until \`enable\`; with --yes
npm run webhooks -- enable ENDPOINT             sends to it again; with --yes
npm run webhooks -- rotate ENDPOINT             makes a new secret; the one before signs for one more day, or ends now with --urgent; --yes
npm run webhooks -- remove ENDPOINT             removes it; with --yes
npm run webhooks -- schema                      prints the JSON Schema of what is sent; with --out FILE, writes it there

Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with the keeper's credentials.
docs/guides/webhooks.md`;

const several = { type: 'string', multiple: true } as const;

/** `npm run webhooks`: where events go. docs/guides/webhooks.md */
export const webhooksCommand = defineCommand({
  name: 'webhooks',
  usage,
  verbs: {
    list: verb({
      options: stage,
      run: (_, options, terminal) =>
        onWebhooks(options, terminal, async ({ deps, target }) => {
          const all = await endpoints(deps, operator);
          if (all.length === 0) return terminal.print(`There are no endpoints on ${target.name}.`);
          for (const line of all.flatMap(endpointLines)) terminal.print(line);
        }),
    }),
    add: verb({
      operands: ['URL'],
      options: { ...stage, event: several, campaign: several, description: { type: 'string' } },
      run: ([url], { event = [], campaign = [], description, ...options }, terminal) =>
        onWebhooks(options, terminal, async ({ deps, target }) => {
          const named = await Promise.all(campaign.map((slug) => findCampaign(slug, target)));
          const input = { url, types: event, campaigns: campaign, description };
          const { endpoint, secret } = await addEndpoint(deps, operator, input);
          terminal.print(`Added on ${target.name}:`);
          for (const line of [...endpointLines(endpoint), ...secretLines(secret)]) terminal.print(line);
          for (const { slug } of named.filter((one) => !isListed(one)))
            terminal.print(`! Lists do not show ${slug}. No endpoint gets a webhook of it until they do.`);
        }),
    }),
    test: verb({
      operands: ['ENDPOINT'],
      options: stage,
      run: ([id], options, terminal) =>
        onWebhooks(options, terminal, async ({ deps, target }) =>
          test({ ...deps, queue: await queueOf(target), stage: target.stage }, id, terminal),
        ),
    }),
    deliveries: verb({
      operands: ['ENDPOINT'],
      options: { ...stage, failed: { type: 'boolean' } },
      run: ([id], { failed: onlyFailed = false, ...options }, terminal) =>
        onWebhooks(options, terminal, async ({ deps }) => {
          const all = await deliveriesTo(deps, operator, id);
          const shown = all.filter(({ outcome }) => !onlyFailed || outcome !== 'delivered');
          if (shown.length === 0) terminal.print(`Nothing ${onlyFailed ? 'failed' : 'was sent'} in the last 30 days.`);
          for (const line of shown.map(deliveryLine)) terminal.print(line);
        }),
    }),
    replay: verb({
      operands: ['[ENDPOINT]', '[EVENT]'],
      options: { ...yes, ...stage, 'dead-letters': { type: 'boolean' } },
      run: ([id, event], { 'dead-letters': areDead = false, ...options }, terminal) => {
        if (areDead === (id !== undefined)) throw new Misunderstood('`replay` needs an ENDPOINT, or --dead-letters.');
        return onWebhooks(options, terminal, async ({ deps, target }) => {
          const ways = { ...deps, queue: await queueOf(target) };
          if (id === undefined) return replayAllDead(ways, options, target, terminal);
          if (event !== undefined) {
            const { type } = await replayEvent(ways, operator, { endpoint: id, event });
            return terminal.print(`Sent again: ${type} ${event}.`);
          }
          terminal.print(`Sent again: ${amount(await replayMissed(ways, operator, id), 'event')}.`);
        });
      },
    }),
    disable: verb({
      operands: ['ENDPOINT'],
      options: { ...yes, ...stage },
      run: ([id], options, terminal) =>
        onEndpoint(id, options, terminal, async ({ deps, endpoint: seen }) => {
          if (seen.disabled) return terminal.print(`No change: ${id} is disabled already.`);
          if (!(await agreed('Send it nothing until `enable`?', options, terminal))) return;
          await switchEndpoint(deps, operator, { id, isEnabled: false, seen });
          terminal.print(`Disabled: ${id}.`);
        }),
    }),
    enable: verb({
      operands: ['ENDPOINT'],
      options: { ...yes, ...stage },
      run: ([id], options, terminal) =>
        onEndpoint(id, options, terminal, async ({ deps, target, endpoint: seen }) => {
          // It may be enabled, and fail: then it is said to be well from now on.
          if (!(await agreed('Send to it again?', options, terminal))) return;
          await switchEndpoint(deps, operator, { id, isEnabled: true, seen });
          terminal.print(
            `Enabled: ${id}. \`npm run webhooks -- replay ${id}${onStage(target.stage)}\` sends what it missed.`,
          );
        }),
    }),
    rotate: verb({
      operands: ['ENDPOINT'],
      options: { ...yes, ...stage, urgent: { type: 'boolean' } },
      run: ([id], { urgent: isUrgent = false, ...options }, terminal) =>
        onEndpoint(id, options, terminal, async ({ deps, endpoint: seen }) => {
          const question = isUrgent
            ? 'Make a new secret, and end all earlier ones now?'
            : 'Make a new secret, beside which the one before signs for one more day?';
          if (!(await agreed(question, options, terminal))) return;
          const { secret } = await rotateSecret(deps, operator, { id, isUrgent, seen });
          for (const line of secretLines(secret)) terminal.print(line);
          terminal.print(
            isUrgent
              ? 'Earlier secrets sign nothing any more.'
              : 'The secret before signs beside it for one more day, so that no webhook is lost meanwhile.',
          );
        }),
    }),
    remove: verb({
      operands: ['ENDPOINT'],
      options: { ...yes, ...stage },
      run: ([id], options, terminal) =>
        onEndpoint(id, options, terminal, async ({ deps, endpoint: seen }) => {
          if (!(await agreed('Remove it, with its secret?', options, terminal))) return;
          await removeEndpoint(deps, operator, id, seen);
          terminal.print(`Removed: ${id}.`);
        }),
    }),
    schema: verb({
      options: { ...yes, ...out },
      run: (_, options, terminal) => show(`${JSON.stringify(bodySchema(), null, 2)}\n`, options, terminal),
    }),
  },
});

async function replayAllDead(
  ways: Omit<Parameters<typeof replayDeadLetters>[0], 'deadLetters'>,
  options: CommonOptions,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  if (!(await agreed('Send all dead letters again?', options, terminal, 'Nothing sent'))) return;
  const deadLetters = await deadLettersOf(target);
  const { sent, unreadable } = await replayDeadLetters({ ...ways, deadLetters }, operator);
  terminal.print(`Sent again: ${amount(sent, 'dead letter')}.`);
  if (unreadable > 0) terminal.print(`Removed: ${amount(unreadable, 'message')} that no version of Amparo wrote.`);
}

/** Works on the webhooks of this machine, or of a stage. @throws {CommandError} */
const onWebhooks = (
  options: CommonOptions,
  terminal: Terminal,
  work: (on: { deps: ReturnType<typeof depsOf>; target: Target }) => Promise<void>,
): Promise<void> =>
  onTarget(
    options,
    terminal,
    async (target) => {
      try {
        await work({ deps: depsOf(target, terminal), target });
      } catch (error) {
        throw error instanceof WebhookRefused ? new CommandError(refusalWords(error.reason, target.stage)) : error;
      }
    },
    ({ stage, table }) =>
      stage ? `table ${table('Webhooks').table} or secret ${secretName(stage, 'webhooks')}` : undefined,
  );

/** Shows an endpoint, and works on it as it was shown. @throws {CommandError} */
const onEndpoint = (
  id: string,
  options: CommonOptions,
  terminal: Terminal,
  work: (on: { deps: ReturnType<typeof depsOf>; target: Target; endpoint: Endpoint }) => Promise<void>,
): Promise<void> =>
  onWebhooks(options, terminal, async (on) => {
    const endpoint = await findEndpoint(on.deps, operator, id);
    endpointLines(endpoint).forEach(terminal.print);
    await work({ ...on, endpoint });
  });

const depsOf = ({ table, audit, stage, webhooks }: Target, { clock, dataDir }: Terminal) => ({
  webhooks: table('Webhooks'),
  audit,
  clock,
  rules: { thisMachine: webhooks?.toThisComputer },
  async ring(): Promise<Keyring> {
    const rings = stage === undefined ? localRings(dataDir) : stageRings(stage);
    try {
      return parseKeyring((await rings.read('webhooks')).text, 'webhook');
    } finally {
      rings.close();
    }
  },
});
