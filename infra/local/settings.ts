import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { languageSetting, tagsOf } from '../messages/choose.ts';
import { takenByNpm, wordsOnTaken } from '../npm-options.ts';
import { engineNamed } from './engines/choose.ts';
import { type EngineName, engineNames } from './engines/engine.ts';
import { Refusal } from './program.ts';

/**
 * Settings that a person may give to `npm start`. The program chooses all others, so that several can run at the same
 * time.
 */
export interface LocalSettings {
  readonly port: number;
  readonly mailboxPort: number;
  /** Absolute. */
  readonly dataDir: string;
  /** The address that the site and the mailbox listen on. Use loopback, unless a phone must reach them. */
  readonly host: string;
  readonly publicUrl: string;
  /** BCP 47 tags of the languages that pages and e-mails speak, also of pseudo-languages. The first one is the default. */
  readonly languages: readonly string[];
  readonly limits: 'on' | 'off';
  /** E-mails a second that the mailbox accepts. */
  readonly mailRate: number;
  /** Whether webhooks may go to `http://127.0.0.1:PORT`, a program on this computer. On AWS they never do. */
  readonly webhooksToThisComputer: boolean;
  /** Addresses of a database and of an SES that somebody else runs. Undefined if they are part of this machine. */
  readonly dynamoDbUrl: string | undefined;
  readonly sesUrl: string | undefined;
  /** The database engine to start. Undefined: the first one on this computer. */
  readonly engine: EngineName | undefined;
  /** Whether to fill the sample campaign with made-up signatures. */
  readonly demo: boolean;
}

const PORTS = 'must be a number from 1 to 65535';
/** @param fallback the port if none is given. */
export const port = (fallback: number) => {
  const isPort = z.refine<number>((n) => Number.isInteger(n) && n >= 1 && n <= 65_535, PORTS);
  return z._default(z.coerce.number(PORTS).check(isPort), fallback);
};

const endpoint = z.optional(z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:8000' }));

const mailRate = z.pipe(
  z
    ._default(z.string(), '10000')
    .check(z.regex(/^(?=.*[1-9])\d{1,5}(\.\d{1,2})?$/, 'must be a number of e-mails a second, such as 1 or 14')),
  z.transform(Number),
);

/** @param messages the folder with a folder for each language. */
const environment = (messages: URL | undefined) =>
  z
    .object({
      PORT: port(3_000),
      MAILBOX_PORT: port(8_005),
      DATA_DIR: z._default(z.string(), '.local'),
      HOST: z._default(z.string(), '127.0.0.1'),
      PUBLIC_URL: z.optional(
        z.url({ protocol: /^https?$/, error: 'must be an address such as http://192.168.1.5:3000' }),
      ),
      // A default would not be checked.
      AMPARO_LANGUAGES: z.prefault(languageSetting({ withPseudo: true, folder: messages }), USUAL_LANGUAGES.join(',')),
      LIMITS: z._default(z.enum(['on', 'off'], 'must be on or off'), 'on'),
      MAIL_RATE: mailRate,
      WEBHOOKS_TO_THIS_COMPUTER: z._default(z.enum(['on', 'off'], 'must be on or off'), 'on'),
      DYNAMODB_URL: endpoint,
      SES_URL: endpoint,
    })
    .check(
      z.refine(({ PORT, MAILBOX_PORT }) => PORT !== MAILBOX_PORT, {
        path: ['MAILBOX_PORT'],
        error: 'must differ from PORT',
      }),
    );

/**
 * @param messages the folder with a folder for each language.
 * @throws {Refusal} with one line for each setting that is wrong.
 */
export function readLocalSettings(
  variables: Record<string, string | undefined>,
  args: readonly string[],
  messages?: URL,
): LocalSettings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = z.safeParse(environment(messages), given);
  if (!parsed.success) {
    throw new Refusal(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
  }
  const { demo, engine } = readOptions(args, variables);
  const { PORT, MAILBOX_PORT, DATA_DIR, HOST, PUBLIC_URL, LIMITS, MAIL_RATE, DYNAMODB_URL, SES_URL } = parsed.data;
  if (engine !== undefined && DYNAMODB_URL)
    throw new Refusal('--engine starts a database, and DYNAMODB_URL names one that runs: use only one of them.');
  return {
    port: PORT,
    mailboxPort: MAILBOX_PORT,
    dataDir: resolve(DATA_DIR),
    host: HOST,
    publicUrl: PUBLIC_URL?.replace(/\/$/, '') ?? `http://${reachableName(HOST)}:${PORT}`,
    languages: tagsOf(parsed.data.AMPARO_LANGUAGES),
    limits: LIMITS,
    mailRate: MAIL_RATE,
    webhooksToThisComputer: parsed.data.WEBHOOKS_TO_THIS_COMPUTER === 'on',
    dynamoDbUrl: DYNAMODB_URL,
    sesUrl: SES_URL,
    engine: engine === undefined ? undefined : engineNamed(engine),
    demo,
  };
}

function readOptions(
  args: readonly string[],
  variables: Record<string, string | undefined>,
): { demo: boolean; engine?: string } {
  const demo = { demo: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parsedOptions(args, { ...demo, engine: { type: 'string' } });
  const [word] = positionals;
  const taken = positionals.length < args.length ? [] : takenByNpm(demo, variables);
  // npm takes `--engine NAME` for its own `--engine-strict`, and passes on NAME alone.
  if (word !== undefined && variables.npm_config_engine_strict === 'true') taken.push(`--engine=${word}`);
  const words = wordsOnTaken(taken, 'start', []);
  if (words) throw new Refusal(words);
  if (word !== undefined) throw new Refusal(ONLY_OPTIONS);
  return values;
}

const ONLY_OPTIONS = `The only options are --demo and --engine NAME, as in: npm start -- --demo. NAME is ${engineNames.join(' or ')}.`;

/** @throws {Refusal} if there are others, or one has no value. */
function parsedOptions<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new Refusal(ONLY_OPTIONS);
  }
}

/** The name of this machine in links. If it listens on every interface: an address at which a phone can reach it. */
export function reachableName(host: string): string {
  if (host === '127.0.0.1' || host === '::1') return 'localhost';
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host;
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost';
}
