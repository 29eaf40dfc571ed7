import { expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { readLocalSettings } from '../../../infra/local/settings.ts';
import { copyOfMessages } from '../../support/copy-of-messages.ts';

it('needs no setting', () => {
  expect(readLocalSettings({}, [])).toMatchObject({
    port: 3000,
    mailboxPort: 8005,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    languages: USUAL_LANGUAGES,
    limits: 'on',
    mailRate: 10_000,
    demo: false,
  });
});

it('accepts each setting that the README names', () => {
  const settings = readLocalSettings(
    {
      PORT: '4000',
      MAILBOX_PORT: '4001',
      DATA_DIR: '/tmp/here',
      LIMITS: 'off',
      AMPARO_LANGUAGES: 'en-XA, en',
      MAIL_RATE: '0.5',
      WEBHOOKS_TO_THIS_COMPUTER: 'off',
      DYNAMODB_URL: 'http://127.0.0.1:8000',
      SES_URL: 'http://127.0.0.1:8001',
      PUBLIC_URL: 'http://box.example/',
    },
    ['--demo'],
  );
  expect(settings).toEqual({
    port: 4000,
    mailboxPort: 4001,
    dataDir: '/tmp/here',
    host: '127.0.0.1',
    publicUrl: 'http://box.example',
    languages: ['en-XA', 'en'],
    limits: 'off',
    mailRate: 0.5,
    webhooksToThisComputer: false,
    dynamoDbUrl: 'http://127.0.0.1:8000',
    sesUrl: 'http://127.0.0.1:8001',
    engine: undefined,
    demo: true,
  });
});

it.each([
  [{ PORT: 'http' }, 'PORT must be a number from 1 to 65535.'],
  [{ PORT: '0' }, 'PORT must be a number from 1 to 65535.'],
  [{ MAILBOX_PORT: '65536' }, 'MAILBOX_PORT must be a number from 1 to 65535.'],
  [{ PORT: '8005' }, 'MAILBOX_PORT must differ from PORT.'],
  [{ LIMITS: 'no' }, 'LIMITS must be on or off.'],
  [{ MAIL_RATE: '0' }, 'MAIL_RATE must be a number of e-mails a second, such as 1 or 14.'],
  [{ DYNAMODB_URL: 'localhost:8000' }, 'DYNAMODB_URL must be an address such as http://127.0.0.1:8000.'],
  [{ PUBLIC_URL: 'box' }, 'PUBLIC_URL must be an address such as http://192.168.1.5:3000.'],
  [{ PORT: '-1', LIMITS: '' }, 'PORT must be a number from 1 to 65535.'],
  [{ PORT: 'x', LIMITS: 'y' }, 'PORT must be a number from 1 to 65535.\nLIMITS must be on or off.'],
])('refuses %o in words', (variables, words) => {
  expect(() => readLocalSettings(variables, [])).toThrow(expect.objectContaining({ name: 'Refusal', message: words }));
});

it.each([
  [{ 'sign.title': undefined }, 'de/sign.json: sign.title: it is not translated, and a signer needs it'],
  [{ 'sign.title': '{x' }, 'de/sign.json: sign.title: it cannot be read: expect argument closing brace'],
])('checks languages that nobody chose as it checks those that somebody chose: %j', (changes, words) => {
  const messages = copyOfMessages();
  messages.change('de/sign.json', changes);
  for (const environment of [{}, { AMPARO_LANGUAGES: '' }, { AMPARO_LANGUAGES: 'en,de' }])
    expect(() => readLocalSettings(environment, [], messages.folder)).toThrow(words);
  expect(readLocalSettings({ AMPARO_LANGUAGES: 'en-XA,az' }, [], messages.folder).languages).toEqual(['en-XA', 'az']);
});

const onlyOptions =
  'The only options are --demo and --engine NAME, as in: npm start -- --demo. NAME is dynoxide or dynamodb-local.';
it.each([
  [['--port', '1'], onlyOptions],
  [['--engine'], onlyOptions],
  [['--demo', 'dynoxide'], onlyOptions],
  [['dynoxide'], onlyOptions],
  [['--engine', 'Dynoxide'], 'There is no engine "Dynoxide": --engine takes dynoxide or dynamodb-local.'],
  [['--engine', ''], 'There is no engine "": --engine takes dynoxide or dynamodb-local.'],
])('refuses %j in words', (args, words) => {
  expect(() => readLocalSettings({}, args)).toThrow(expect.objectContaining({ name: 'Refusal', message: words }));
});

it('accepts an engine by its name, unless another setting names a database', () => {
  expect(readLocalSettings({}, ['--engine', 'dynamodb-local']).engine).toBe('dynamodb-local');
  expect(() => readLocalSettings({ DYNAMODB_URL: 'http://127.0.0.1:8000' }, ['--engine', 'dynoxide'])).toThrow(
    '--engine starts a database, and DYNAMODB_URL names one that runs: use only one of them.',
  );
});
