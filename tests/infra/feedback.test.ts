import { expect, it } from 'vitest';
import { report } from '../../functions/feedback/take.ts';
import { petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(prod);
const tag = 'x'.repeat(43);

interface Rule {
  readonly EventPattern: { source: string[]; 'detail-type': string[]; detail: Pattern };
  readonly Targets: readonly { readonly InputTransformer?: Transformer }[];
}
interface Transformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}
type Pattern = { readonly [name: string]: Pattern | readonly unknown[] };

const rules = Object.values(template.findResources('AWS::Events::Rule'))
  .map(({ Properties }) => Properties as Rule)
  .filter(({ EventPattern }) => EventPattern);
const [setId = ''] = Object.keys(template.findResources('AWS::SES::ConfigurationSet'));

/** An event of SES, with all that it has of a person. */
const event = (type: string, more: object, set: unknown = { Ref: setId }) => ({
  source: 'aws.ses',
  'detail-type': type,
  detail: {
    mail: {
      timestamp: '2026-06-02T12:00:00Z',
      source: 'petition@example.org',
      messageId: '0102',
      destination: ['ada@example.org'],
      commonHeaders: { to: ['ada@example.org'], subject: 'Please confirm your signature: Free them' },
      tags: { 'ses:configuration-set': [set], mailbox: [tag], 'ses:source-ip': ['192.0.2.1'] },
    },
    ...more,
  },
});
const bounce = (bounceType: string) => ({
  bounce: {
    bounceType,
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'ada@example.org', diagnosticCode: 'smtp; 550 no ada@example.org here' }],
  },
});
const complaint = { complaint: { complainedRecipients: [{ emailAddress: 'ada@example.org' }] } };

const isList = (pattern: Pattern | readonly unknown[]): pattern is readonly unknown[] => Array.isArray(pattern);

/** As EventBridge compares: each name of the pattern must be there, with one of its values. */
function matches(pattern: Pattern | readonly unknown[], value: unknown): boolean {
  if (isList(pattern)) {
    if (JSON.stringify(pattern) === '[{"exists":true}]') return value !== undefined;
    const found = [value].flat().map((one) => JSON.stringify(one));
    return pattern.some((one) => found.includes(JSON.stringify(one)));
  }
  return Object.entries(pattern).every(([name, inside]) =>
    matches(inside, (value as Record<string, unknown> | undefined)?.[name]),
  );
}

/** What a target gets of an event, as EventBridge fills in a template. */
function inputOf({ InputPathsMap, InputTemplate }: Transformer, of: unknown): string {
  return Object.entries(InputPathsMap).reduce((text, [name, path]) => {
    const value = path
      .split('.')
      .slice(1)
      .reduce((at, key) => (at as Record<string, never>)[key], of);
    return text.replace(`<${name}>`, JSON.stringify(value));
  }, InputTemplate);
}

const withoutTag = (of: ReturnType<typeof event>) => {
  const { mailbox: _, ...tags } = of.detail.mail.tags;
  return { ...of, detail: { ...of.detail, mail: { ...of.detail.mail, tags } } };
};

const taken = (of: object) => rules.filter(({ EventPattern }) => matches(EventPattern as never, of));

it.each([
  ['Email Bounced', bounce('Permanent'), 'bounce'],
  ['Email Complaint Received', complaint, 'complaint'],
])('passes on of “%s” its kind and a keyed hash, and nothing of a person', (type, more, kind) => {
  const of = event(type, more);
  const found = taken(of);
  expect(found).toHaveLength(1);
  const [target, ...others] = found[0]!.Targets;
  expect(others).toEqual([]);
  const input = inputOf(target!.InputTransformer!, of);
  expect(JSON.parse(input)).toEqual({ kind, mailbox: [tag] });
  expect(report.parse(JSON.parse(input))).toEqual({ kind, mailbox: [tag] });
  expect(input).not.toMatch(/ada|example|Free|192/);
});

it.each([
  ['a soft bounce', event('Email Bounced', bounce('Transient'))],
  ['a bounce that may be either', event('Email Bounced', bounce('Undetermined'))],
  ['a delivery', event('Email Delivered', {})],
  ['an e-mail of others in the account', event('Email Bounced', bounce('Permanent'), 'another-set')],
  ['an e-mail without a tag', withoutTag(event('Email Bounced', bounce('Permanent')))],
  ['an event of another source', { ...event('Email Bounced', bounce('Permanent')), source: 'forged.ses' }],
])('takes nothing of %s', (_what, of) => {
  expect(taken(of)).toEqual([]);
});

it('has SES report bounces and complaints to the bus of the account, and nothing else', () => {
  const [destination, ...others] = Object.values(template.findResources('AWS::SES::ConfigurationSetEventDestination'));
  expect(others).toEqual([]);
  expect(destination?.Properties.EventDestination.MatchingEventTypes.sort()).toEqual(['bounce', 'complaint']);
  expect(JSON.stringify(destination?.Properties.EventDestination.EventBridgeDestination)).toContain(
    'event-bus/default',
  );
});

it('keeps no address in SES: its suppression list is off, and no topic, queue or stream gets an event', () => {
  template.hasResourceProperties('AWS::SES::ConfigurationSet', { SuppressionOptions: { SuppressedReasons: [] } });
  for (const type of ['AWS::KinesisFirehose::DeliveryStream', 'AWS::Events::Archive', 'AWS::Lambda::EventInvokeConfig'])
    template.resourceCountIs(type, 0);
  for (const { Targets } of rules) for (const target of Targets) expect(target).not.toHaveProperty('DeadLetterConfig');
});
