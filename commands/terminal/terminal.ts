import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import { type Clock, systemClock } from '../../functions/core/running/clock.ts';
import { NPM_TOOK_YES } from '../../infra/npm-options.ts';
import { INTERRUPTED, Interrupted } from './errors.ts';

/** The terminal of a command. A test passes its own. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Asks a question, and returns true for yes. Missing if nobody can answer. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for a text, and hides it while it is typed. Missing if nobody can answer. */
  readonly secret?: ((question: string) => Promise<string>) | undefined;
  /** False once somebody has pressed Ctrl-C or closed the terminal. Missing if nobody can. */
  readonly mayGoOn?: (() => boolean) | undefined;
  /** The directory in which `npm start` keeps its data. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** Waits for some milliseconds. If missing, the command really waits. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
  /** Environment variables, such as those of a deploy. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The terminal from which this process was started. */
export function processTerminal(): Terminal {
  const isAnswered = process.stdin.isTTY && process.stdout.isTTY;
  const stopping = stopOnSignals();
  // A reader such as `| head` may end first. The command still finishes its work.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  return {
    print: (line) => console.log(commandless(line)),
    complain: (line) => console.error(commandless(line)),
    ask: isAnswered ? (question) => ask(question, stopping) : undefined,
    secret: isAnswered ? (question) => secret(question, stopping) : undefined,
    mayGoOn: () => !stopping.aborted,
    dataDir: process.env.DATA_DIR || '.local',
    clock: systemClock,
    environment: process.env,
  };
}

/**
 * A text that commands no terminal: it deletes no line there, takes nothing to the clipboard, and turns no words around. No command prints such
 * characters, and no text of a campaign may have them. Others may have found a way, and standard output often ends at a terminal.
 */
const commandless = (text: string): string => text.replace(/(?![\n\t])[\p{Cc}\u202d\u202e]/gu, '\ufffd');

/** Ends the command if Ctrl-C was pressed. Called only where no work is half done. @throws {Interrupted} */
export function checkpoint({ mayGoOn }: Pick<Terminal, 'mayGoOn'>): void {
  if (mayGoOn?.() === false) throw new Interrupted();
}

/**
 * Asks before something is changed.
 * @param unchanged the first words after a no.
 * @returns true if the answer is yes, or `--yes` was given. Otherwise it prints how to go on.
 */
export async function agreed(
  question: string,
  { yes = false }: { readonly yes?: boolean | undefined },
  terminal: Terminal,
  unchanged = 'Nothing changed',
): Promise<boolean> {
  const { ask, print } = terminal;
  const isAgreed = yes || ((await ask?.(question)) ?? false);
  if (!isAgreed) print(ask ? `${unchanged}.` : `${unchanged}; run again with --yes.${onYesOfNpm(terminal)}`);
  return isAgreed;
}

/** Says how to type `--yes`, if npm took it for itself. Somebody may also have set it for npm for good. */
export function onYesOfNpm({ environment = {} }: Pick<Terminal, 'environment'>): string {
  if (environment[NPM_TOOK_YES] !== 'true') return '';
  return ` npm took --yes for itself. Type -- before it: npm run ${environment.npm_lifecycle_event ?? 'NAME'} -- … --yes`;
}

/** Milliseconds within which one press of Ctrl-C may arrive twice: the shell and npm both pass it on. */
const SAME_PRESS = 1_000;

/** The first press lets the command reach a checkpoint. A second one ends it at once. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  let pressedAt = 0;
  const stop = () => {
    if (!stopping.signal.aborted) {
      pressedAt = Date.now();
      console.error('Stopping … Press Ctrl-C again to stop at once.');
      stopping.abort();
    } else if (Date.now() - pressedAt > SAME_PRESS) process.exit(INTERRUPTED);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return stopping.signal;
}

async function ask(question: string, stopping: AbortSignal): Promise<boolean> {
  return /^y(es)?$/i.test(
    (await answerTo(`${commandless(question)} [y/N] `, process.stdin, process.stdout, stopping)).trim(),
  );
}

async function secret(question: string, stopping: AbortSignal): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await answerTo('', process.stdin, nowhere, stopping);
  } finally {
    process.stdout.write('\n');
  }
}

/**
 * Reads a line that a person types.
 * @throws {Interrupted} on Ctrl-C or Ctrl-D, or if the terminal is closed.
 */
export async function answerTo(
  question: string,
  input: Readable,
  output: Writable,
  stopping?: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      const interrupted = () => reject(new Interrupted());
      lines.once('SIGINT', interrupted).once('close', interrupted);
      lines.question(question, stopping ? { signal: stopping } : {}).then(resolve, interrupted);
    });
  } catch (error) {
    output.write('\n');
    throw error;
  } finally {
    lines.close();
  }
}
