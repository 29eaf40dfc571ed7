import { isoTime } from '../../functions/core/running/clock.ts';
import type { AddressFault } from '../../functions/core/webhooks/address.ts';
import type { Delivery, Failure } from '../../functions/core/webhooks/delivery.ts';
import type { Endpoint, WhyDisabled } from '../../functions/core/webhooks/endpoint.ts';
import { askableTypes } from '../../functions/core/webhooks/event.ts';
import type { WebhookRefusal } from '../../functions/core/webhooks/manage.ts';
import { onStage } from '../target.ts';

/** The texts of the command. Functions return lines, and print nothing. */

const addressWords: Record<AddressFault, string> = {
  malformed: 'it is no address. It must look like https://example.org/hook',
  'too-long': 'it is longer than 1,000 characters',
  'not-https': 'it must begin with https://, so that nobody on the way reads or changes what is sent',
  'has-credentials': 'it contains a user name or a password. Endpoints know Amparo by the signature',
  'has-fragment': 'it contains a #, and nothing after that is sent',
  'not-port-443': 'only port 443 is allowed, so that webhooks reach only web servers',
  'is-ip-address': 'it names an IP address. Use the name of a host',
  'not-public-name': 'its host has no name in the public DNS. Webhooks never go to a private network',
};

/** Why a command is refused. */
export function refusalWords(reason: WebhookRefusal, stage: string | undefined): string {
  switch (reason.kind) {
    case 'address':
      return `The address is refused: ${addressWords[reason.fault]}.`;
    case 'unknown-type':
      return `There is no event ${reason.type}. The events are ${askableTypes.join(', ')}.`;
    case 'description-too-long':
      return 'The description is longer than 200 characters.';
    case 'too-many':
      return 'There are 50 endpoints already. Remove one first.';
    case 'unknown-endpoint':
      return `There is no endpoint ${reason.endpoint}. \`npm run webhooks -- list${onStage(stage)}\` shows all.`;
    case 'unknown-event':
      return `No event ${reason.event} is kept. They are kept for 30 days, while lists show the campaign: \`npm run webhooks -- deliveries ${reason.endpoint}${onStage(stage)}\` shows them.`;
    case 'disabled':
      return `Nothing sent: ${reason.endpoint} is disabled. First run \`npm run webhooks -- enable ${reason.endpoint}${onStage(stage)}\`.`;
    case 'rotated-lately':
      return `The secret before this one still signs, until ${isoTime(reason.until)}. Wait, or end both at once with --urgent.`;
    case 'changed-meanwhile':
      return 'Nothing written: somebody else has just changed this endpoint. Run again.';
  }
}

const whyDisabled: Record<WhyDisabled, string> = {
  'by-operator': '',
  gone: ': it answered 410 Gone',
  failing: ': it failed for five days',
};

/** Lines about an endpoint. Its secret is never among them. */
export function endpointLines(endpoint: Endpoint): string[] {
  const { id, url, description, types, campaigns, createdAt, secret, previous } = endpoint;
  return [
    `${id}  ${stateWords(endpoint)}`,
    `  ${url}`,
    ...(description ? [`  ${description}`] : []),
    `  events: ${types.join(', ') || 'all'}; campaigns: ${campaigns.join(', ') || 'all'}`,
    `  added ${createdAt}; secret ${secret.generation}${previous ? `, and ${previous.generation} until ${isoTime(previous.until)}` : ''}`,
  ];
}

function stateWords({ disabled, disabledAt, failingSince }: Endpoint): string {
  if (disabled)
    return `disabled${disabledAt === undefined ? '' : ` since ${isoTime(disabledAt)}`}${whyDisabled[disabled]}`;
  return failingSince === undefined ? 'enabled' : `enabled, but it fails since ${isoTime(failingSince)}`;
}

/** The secret, and how to keep it. */
export const secretLines = (secret: string): string[] => [
  `Secret: ${secret}`,
  'Copy it to the receiver now: it is not shown again. docs/guides/webhooks.md says how to check signatures.',
];

const failureWords: Record<Failure, string> = {
  'address-refused': 'the address is not allowed here',
  'address-not-public': 'its name leads to a private network',
  'name-not-found': 'its name was not found',
  'no-connection': 'no connection, or it broke',
  tls: 'its certificate or TLS is not valid',
  timeout: 'no answer within 15 seconds',
};

/** What became of a delivery, in words. */
export function outcomeWords({ outcome, attempt, status, failure, nextAt }: Delivery): string {
  const answer = status === undefined ? (failure ? failureWords[failure] : '') : `answer ${status}`;
  const tries = attempt === 1 ? '' : `, attempt ${attempt}`;
  switch (outcome) {
    case 'delivered':
      return `delivered (${answer}${tries})`;
    case 'waits':
      return `failed (${answer}${tries}); again about ${isoTime(nextAt ?? 0)}`;
    case 'given-up':
      return `given up (${answer}${tries})`;
    case 'gone':
      return `endpoint disabled (${answer})`;
    case 'withdrawn':
      return 'not sent: the campaign is not listed any more';
    case 'disabled':
      return `not sent: the endpoint is disabled${answer && ` (${answer})`}`;
  }
}

export const deliveryLine = (delivery: Delivery): string =>
  `${isoTime(delivery.at)}  ${delivery.event}  ${delivery.type}  ${outcomeWords(delivery)}`;
