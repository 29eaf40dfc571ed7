import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { defineCommand, stage, verb, yes } from '../../commands/command.ts';
import { CommandError, Interrupted, Misunderstood } from '../../commands/terminal/errors.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';

/** The exit code and the output of a command. */
async function run(command: ReturnType<typeof defineCommand>, ...args: string[]) {
  const [printed, complained]: string[][] = [[], []];
  const terminal: Terminal = {
    print: (line) => void printed?.push(line),
    complain: (line) => void complained?.push(line),
    dataDir: '',
    clock: () => 0,
  };
  return { code: await command(args, terminal), printed, complained };
}

const fails = (error: Error) =>
  verb({
    run() {
      throw error;
    },
  });
const noun = defineCommand({
  name: 'noun',
  usage: 'npm run noun …',
  verbs: {
    move: verb({
      operands: ['FROM', '[TO]'],
      options: { ...yes, ...stage, at: { type: 'string', multiple: true } },
      run: ([from, to = 'nowhere'], { yes: isYes = false, at = [] }, { print }) =>
        print([from, to, isYes, ...at].join(' ')),
    }),
    list: verb({ options: stage, run: (_, options, { print }) => print(options.stage ?? 'here') }),
    refuse: fails(new CommandError('No.', 'Because.')),
    misread: fails(new Misunderstood('Which one?')),
    stop: fails(new Interrupted()),
    break: fails(new TypeError('x is not a function')),
  },
});
const alone = defineCommand({
  name: 'alone',
  usage: 'npm run alone …',
  verbs: { '': verb({ operands: ['[FILE]'], run: ([file = 'none'], _, { print }) => print(file) }) },
});

it('gives a verb its operands and its options', async () => {
  expect((await run(noun, 'move', 'a')).printed).toEqual(['a nowhere false']);
  expect((await run(noun, 'move', '--at', '1', 'a', '-y', 'b', '--at=2')).printed).toEqual(['a b true 1 2']);
  expect((await run(noun, 'list', '--stage', 'prod')).printed).toEqual(['prod']);
  expect((await run(alone)).printed).toEqual(['none']);
  expect((await run(alone, 'this')).printed).toEqual(['this']);
});

it('prints how it is used', async () => {
  for (const args of [[], ['help'], ['--help'], ['move', '-h'], ['help', 'move']])
    expect(await run(noun, ...args)).toEqual({ code: 0, printed: ['npm run noun …'], complained: [] });
  expect((await run(alone, 'help')).printed).toEqual(['npm run alone …']);
});

it.each([
  [['lift'], 'There is no `lift`.'],
  [['toString'], 'There is no `toString`.'],
  [['move'], '`move` needs a FROM.'],
  [['move', 'a', 'b', 'c'], '`move` takes one FROM and one TO.'],
  [['list', 'a'], '`list` takes nothing more.'],
  [['list', '--yes'], '`list` takes no --yes.'],
  [['list', '--lift'], "Unknown option '--lift'."],
  [['list', '--stage'], "Option '--stage <value>' argument missing."],
  [['misread'], 'Which one?'],
])('names a mistake in the command line, and where to read more: %j', async (args, words) => {
  const complained = [`${words} \`npm run noun -- help\` says more.`];
  expect(await run(noun, ...args)).toEqual({ code: 2, printed: [], complained });
});

it('ends with 1 for a refusal, and with 130 for Ctrl-C, each with a message', async () => {
  expect(await run(noun, 'refuse')).toEqual({ code: 1, printed: [], complained: ['No.\nBecause.'] });
  expect(await run(noun, 'stop')).toEqual({ code: 130, printed: [], complained: ['Nothing changed.'] });
});

it('hides no fault of its own', async () => {
  await expect(run(noun, 'break')).rejects.toThrow('x is not a function');
});

it('knows a private key in any place of the command line, and does not repeat it', async () => {
  const secret = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
  for (const args of [
    [secret],
    ['move', secret],
    ['list', `--${secret.toLowerCase()}`],
    ['move', 'a', '--at', secret],
  ]) {
    const { code, complained } = await run(noun, ...args);
    expect([code, complained]).toEqual([1, [expect.stringContaining('holds a private key')]]);
    expect(complained?.join().toUpperCase()).not.toContain('QQQQ');
  }
});

/** Runs `main.ts`, and notes which files it loads. */
function main(...args: string[]) {
  const watch = `import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });`;
  const flags = ['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(watch)}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, 'commands/main.ts', ...args], {
    encoding: 'utf8',
  });
  const loaded = stderr.split(pathToFileURL(`${process.cwd()}/commands/`).href).slice(1);
  const folders = new Set(loaded.flatMap((path) => /^([a-z]+)\//.exec(path)?.[1] ?? []));
  return { status, stdout, stderr, folders: [...folders].sort() };
}

it('loads only the called command', () => {
  const { status, stdout, folders, stderr } = main('campaign', 'help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('npm run campaign -- put FILE')]);
  expect(folders).toEqual(['campaign', 'pictures', 'terminal']);
  expect(stderr).not.toContain('/functions/site/');
});

it('says which commands there are', () => {
  const { status, stdout, stderr, folders } = main('frob');
  expect([status, stdout, folders]).toEqual([2, '', ['terminal']]);
  expect(stderr).toMatch(/^There is no command `frob`\. The commands are campaign, .*sbom\.$/m);
});
