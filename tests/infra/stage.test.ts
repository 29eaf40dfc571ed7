import { generateX25519Identity } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { readStage, type StageError } from '../../infra/stage.ts';
import { copyOfMessages } from '../support/copy-of-messages.ts';
import { prod } from './stacks.ts';

const faultsOf = (environment: Record<string, string>, isDeployed = false, messages?: URL): string => {
  try {
    readStage(environment, { isDeployed, ...(messages && { messages }) });
  } catch (error) {
    return (error as StageError).message;
  }
  return 'none';
};

it('can be synthesised without a setting', () => {
  expect(readStage({})).toMatchObject({ name: 'dev', isProtected: false, isEmulated: false, limits: 'on' });
});

it('goes nowhere with a sample for its sender, or without a name', () => {
  expect(faultsOf({}, true)).toMatch(/AMPARO_MAIL_FROM is missing(.|\n)*AMPARO_STAGE is missing/);
  const { AMPARO_PUBLIC_KEYS } = prod;
  const emulated = { AMPARO_EMULATED: '1', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AMPARO_PUBLIC_KEYS };
  expect(faultsOf(emulated, true)).toBe('none');
  expect(faultsOf(prod, true)).toBe('none');
});

it('names all faults at once', () => {
  const wrong = {
    AMPARO_STAGE: 'Prod!',
    AMPARO_REGION: 'europe',
    AMPARO_DOMAIN: 'https://petition.example.org',
    AMPARO_CERTIFICATE_ARN: prod.AMPARO_CERTIFICATE_ARN.replace('us-east-1', 'eu-central-1'),
    AMPARO_MAIL_FROM: 'nobody',
    AMPARO_PUBLIC_KEYS: 'AGE-SECRET-KEY-1',
    AMPARO_ALARM_EMAIL: 'nobody',
    AMPARO_EDGE_PLAN: 'cheap',
    AMPARO_MAIL_RATE: 'fast',
    AMPARO_EMULATED: 'yes',
    AMPARO_ORGANISERS_NETWORKS: 'our office',
    LIMITS: 'none',
  };
  const message = faultsOf(wrong);
  for (const name of Object.keys(wrong)) expect(message).toContain(`- ${name} must be`);
  expect(message).not.toContain('AGE-SECRET-KEY');
});

it('knows a private key where public ones belong, and does not repeat it', async () => {
  const secret = await generateX25519Identity();
  for (const name of ['AMPARO_PUBLIC_KEYS', 'AMPARO_CAMPAIGN_PUBLIC_KEYS']) {
    const message = faultsOf({ ...prod, [name]: `${prod.AMPARO_PUBLIC_KEYS},${secret}` });
    expect(message).toMatch(new RegExp(`- ${name} holds a private key .*make a new pair`));
    expect(message).not.toContain(secret.slice(16, 30));
    expect(message.split('\n')).toHaveLength(2);
  }
});

it('speaks the languages that are chosen, and no pseudo-language', () => {
  expect(readStage({}).languages).toEqual(USUAL_LANGUAGES);
  expect(readStage({ AMPARO_LANGUAGES: 'en' }).languages).toEqual(['en']);
  expect(faultsOf({ AMPARO_LANGUAGES: 'en,xx' })).toMatch(/AMPARO_LANGUAGES must be .* no "xx"; there are .*\ben\b/);
  expect(faultsOf({ AMPARO_LANGUAGES: 'en,en-XA', AMPARO_EMULATED: '1' })).toContain('There is no "en-XA"');
});

it.each([
  [{ 'sign.title': undefined }, 'de/sign.json: sign.title: it is not translated, and a signer needs it'],
  [{ 'sign.title': '{x' }, 'de/sign.json: sign.title: it cannot be read: expect argument closing brace'],
])('checks languages that nobody chose as it checks those that somebody chose: %j', (changes, words) => {
  const messages = copyOfMessages();
  messages.change('de/sign.json', changes);
  for (const environment of [{}, { AMPARO_LANGUAGES: '' }, { AMPARO_LANGUAGES: 'en,de' }])
    expect(faultsOf(environment, false, messages.folder)).toContain(words);
  expect(faultsOf({ AMPARO_LANGUAGES: 'en,az' }, false, messages.folder)).toBe('none');
});

it('refuses to switch limits off on AWS', () => {
  expect(faultsOf({ LIMITS: 'off' })).toContain('LIMITS=off');
  expect(faultsOf({ WEBHOOKS_TO_THIS_COMPUTER: 'on' })).toContain('WEBHOOKS_TO_THIS_COMPUTER=on');
  expect(readStage({ LIMITS: 'off', AMPARO_EMULATED: '1' }).limits).toBe('off');
});

it('knows that an emulator has no edge whose plan it could choose', () => {
  expect(faultsOf({ AMPARO_EMULATED: '1', AMPARO_EDGE_PLAN: 'business' })).toContain('AMPARO_EDGE_PLAN needs an edge');
  expect(readStage({ ...prod, AMPARO_EDGE_PLAN: 'premium-3' }).edgePlan).toBe('premium-3');
  expect(readStage(prod).edgePlan).toBe(undefined);
});

it('does not accept AWS as an emulator', () => {
  expect(faultsOf({ AMPARO_EMULATED: '1' }, true)).toContain('AMPARO_EMULATED=1 is for an emulator');
  const elsewhere = { AMPARO_EMULATED: '1', AWS_ENDPOINT_URL: 'https://dynamodb.eu-central-1.amazonaws.com' };
  expect(faultsOf(elsewhere, true)).toContain('AMPARO_EMULATED=1 is for an emulator');
});

it('deploys no stage whose signatures nobody could open', () => {
  const { AMPARO_PUBLIC_KEYS: key, ...without } = prod;
  expect(faultsOf(without)).toContain('AMPARO_PUBLIC_KEYS is missing');
  expect(faultsOf({ ...without, AMPARO_STAGE: 'dev' }, true)).toContain('AMPARO_PUBLIC_KEYS is missing');
  expect(faultsOf({ ...without, AMPARO_STAGE: 'dev' })).toBe('none');
  expect(faultsOf({ ...prod, AMPARO_PUBLIC_KEYS: `${key.slice(0, -1)}${key.endsWith('q') ? 'p' : 'q'}` })).toContain(
    'without a typing mistake',
  );
});

it.each(['prod', 'prod-2'])('wants a domain behind the edge for %s, and protects it', (name) => {
  expect(faultsOf({ AMPARO_STAGE: name })).toContain('AMPARO_DOMAIN is missing');
  expect(readStage({ ...prod, AMPARO_STAGE: name }).isProtected).toBe(true);
  expect(readStage({ AMPARO_STAGE: 'production-test' }).isProtected).toBe(false);
});

it('wants a domain and its certificate together', () => {
  const { AMPARO_CERTIFICATE_ARN: _, ...without } = prod;
  expect(faultsOf(without)).toContain('need each other');
});

it.each([
  ['petition@example.org', 'petition@example.org'],
  ['Amparo <petition@example.org>', 'Amparo <petition@example.org>'],
  ['Amnesty Int. <petition@example.org>', '"Amnesty Int." <petition@example.org>'],
  ['Us, them <petition@example.org>', '"Us, them" <petition@example.org>'],
  ['Amnistía <petition@example.org>', '=?UTF-8?B?QW1uaXN0w61h?= <petition@example.org>'],
])('accepts %s as a sender, and encodes it for e-mail', (typed, header) => {
  expect(readStage({ AMPARO_MAIL_FROM: typed }).mailFrom).toEqual({ header, address: 'petition@example.org' });
});

it('cuts the name of a sender into encoded words of 75 characters at most, and cuts no letter', () => {
  const name = 'Հայաստանի մարդու իրավունքների պաշտպանության խումբ';
  const { header } = readStage({ AMPARO_MAIL_FROM: `${name} <petition@example.org>` }).mailFrom;
  const words = header.replace(' <petition@example.org>', '').split(' ');
  expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
  const decoded = words.map((word) => Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString());
  expect(decoded.join('')).toBe(name);
});

it.each(['a@b@c.org', 'Amparo <nobody>', 'Amparo "x" <petition@example.org>'])('refuses %s for a sender', (typed) => {
  expect(faultsOf({ AMPARO_MAIL_FROM: typed })).toContain('AMPARO_MAIL_FROM');
});

it('accepts several public keys, and reads an empty variable as missing', () => {
  const key = prod.AMPARO_PUBLIC_KEYS;
  expect(readStage({ AMPARO_PUBLIC_KEYS: `${key}, ${key}` }).publicKeys).toBe(`${key}, ${key}`);
  expect(readStage({ AMPARO_PUBLIC_KEYS: '' }).publicKeys).toBe('');
});

describe('AMPARO_RECIPIENTS, which public keys were once given as', () => {
  const { AMPARO_PUBLIC_KEYS: key, ...without } = prod;

  it('is still read, and AMPARO_CAMPAIGN_RECIPIENTS with it', () => {
    const former = readStage({ ...without, AMPARO_RECIPIENTS: key, AMPARO_CAMPAIGN_RECIPIENTS: 'any' });
    expect(former).toEqual(readStage({ ...prod, AMPARO_CAMPAIGN_PUBLIC_KEYS: 'any' }));
    // An empty variable counts as missing.
    expect(readStage({ ...without, AMPARO_PUBLIC_KEYS: '', AMPARO_RECIPIENTS: key }).publicKeys).toBe(key);
  });

  it('may stand beside the new name if both say the same, and is refused if they do not', () => {
    expect(readStage({ ...prod, AMPARO_RECIPIENTS: key }).publicKeys).toBe(key);
    for (const [name, former] of [
      ['AMPARO_PUBLIC_KEYS', 'AMPARO_RECIPIENTS'],
      ['AMPARO_CAMPAIGN_PUBLIC_KEYS', 'AMPARO_CAMPAIGN_RECIPIENTS'],
    ] as const) {
      expect(faultsOf({ ...prod, [name]: key, [former]: `${key},${key}` })).toBe(
        `The settings of the stage are wrong:\n  - ${name} and ${former} have different values, but are the new and the old name of one setting. Set only ${name}`,
      );
    }
  });

  it('is the name in a fault, if a person has set this one', () => {
    expect(faultsOf({ ...without, AMPARO_RECIPIENTS: 'age1typo' })).toContain(
      '- AMPARO_RECIPIENTS must be age public keys',
    );
  });
});

it.each(['help@example.org', 'Help.Desk+petition@example.org'])('accepts %s as the address for answers', (typed) => {
  expect(readStage({ AMPARO_MAIL_REPLY_TO: typed }).mailReplyTo).toBe(typed);
});

it.each([
  'nobody',
  'Help <help@example.org>',
  'a@example.org, b@example.org',
  'help@bücher.example',
  ' help@example.org',
])('refuses “%s” as the address for answers', (typed) => {
  expect(faultsOf({ AMPARO_MAIL_REPLY_TO: typed })).toContain('AMPARO_MAIL_REPLY_TO must be an e-mail address');
});
