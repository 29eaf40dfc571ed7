import { type Part, part } from './parts.ts';
import type { Prices } from './prices-2026-11.ts';
import { deployed } from './stack.ts';

const MONTH_SECONDS = 30 * 86_400;
/** Lambda asks an empty queue with five connections, each of which waits 20 s for an answer. */
const QUEUE_QUESTIONS = 5 * (MONTH_SECONDS / 20);
/** A running function reads its secrets again every five minutes; three processes run all month. */
const SECRETS_READ = 3 * (deployed.secrets - 1) * (MONTH_SECONDS / 300);

/** What a stage `prod…` costs a month where nobody comes. */
export const monthlyParts = (prices: Prices): Part[] => [
  part('WAF', 'the firewall', 1, 'month', prices.firewall.acl),
  part('WAF', 'its rules', deployed.firewallRules, 'rule', prices.firewall.rule),
  part('KMS', 'keys', deployed.keys, 'key', prices.key),
  part('KMS', 'requests', SECRETS_READ, 'request', prices.keyRequest),
  part('Secrets Manager', 'secrets, and a copy of one', deployed.secrets, 'secret', prices.secret),
  part('Secrets Manager', 'reading them', SECRETS_READ, 'request', prices.secretRequest),
  part('Alarms', 'alarms', deployed.alarms, 'alarm', prices.alarm),
  part('SQS', 'asking an empty queue', QUEUE_QUESTIONS, 'request', prices.queueRequest),
];
