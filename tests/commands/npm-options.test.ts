import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { keysCommand } from '../../commands/keys/command.ts';
import { openApiCommand } from '../../commands/openapi/command.ts';
import { reconcileCommand } from '../../commands/reconcile/command.ts';
import { sbomCommand } from '../../commands/sbom/command.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { agreed, type Terminal } from '../../commands/terminal/terminal.ts';
import { readLocalSettings } from '../../infra/local/settings.ts';
import { takenByNpm, wordsOnTaken } from '../../infra/npm-options.ts';
import { runCommand } from '../support/command.ts';

const commands = [campaignCommand, keysCommand, openApiCommand, reconcileCommand, sbomCommand, signaturesCommand];
const nowhere = { dataDir: '/nowhere', clock: () => 0 };

/** Each option of each verb of each command, but `--yes`, which npm may know from elsewhere. */
const options = commands.flatMap((command) =>
  Object.entries(command.definition.verbs).flatMap(([verb, { options: all = {} }]) =>
    Object.entries(all)
      .filter(([option]) => option !== 'yes')
      .map(([option, { type }]) => ({ name: command.definition.name, verb, option, type, command })),
  ),
);

it('knows the options of all commands', () => {
  expect(options.length).toBeGreaterThan(35);
});

it.each(options)(
  'refuses `npm run $name $verb` if npm took --$option',
  async ({ name, verb, option, type, command }) => {
    const words = [...(verb ? [verb] : []), 'something'];
    const environment = { [`npm_config_${option.replaceAll('-', '_')}`]: 'true', npm_lifecycle_event: name };
    const { code, said } = await runCommand(command, words, { ...nowhere, environment });
    const line = [...(type === 'boolean' ? words : words.slice(0, 1)), `--${option}`].join(' ');
    expect([code, said.join()]).toEqual([1, expect.stringContaining(`npm took --${option}`)]);
    expect(said.join()).toContain(`Type -- before it: npm run ${name} -- ${line}`);
  },
);

it('repeats a value that npm knows, and several options', () => {
  const of = { out: { type: 'string' }, all: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const taken = takenByNpm(of, { npm_config_out: 'f.yaml', npm_config_all: 'true', npm_config_stage: '' });
  expect(wordsOnTaken(taken, 'campaign', ['show', 'x'])).toBe(
    'npm took --out=f.yaml and --all for itself. Type -- before them: npm run campaign -- show x --out=f.yaml --all',
  );
  expect(takenByNpm(of, { npm_config_stage: 'true\n\ntrue', npm_config_all: 'false' })).toEqual(['--stage …']);
});

it('lets an option count that stands behind --, also if npm has one of this name', async () => {
  const environment = { npm_config_out: 'other', npm_config_stage: '' };
  const { said } = await runCommand(signaturesCommand, ['export', 'x', '--out', 'f'], { ...nowhere, environment });
  expect(said.join()).toContain('Amparo is not running');
});

/** What `agreed` prints after an answer, or without anybody to ask. */
async function printed(terminal: Partial<Terminal>): Promise<string[]> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  await agreed('Do this?', {}, { ...nowhere, print, complain: print, ...terminal });
  return lines;
}

it('says how to type a --yes that npm took, and does not act on it', async () => {
  const environment = { npm_config_yes: 'true', npm_lifecycle_event: 'campaign' };
  expect(await printed({ environment })).toEqual([
    'Nothing changed; run again with --yes. npm took --yes for itself. Type -- before it: npm run campaign -- … --yes',
  ]);
  expect(await printed({})).toEqual(['Nothing changed; run again with --yes.']);
});

it('says no more than that nothing changed, after a no', async () => {
  expect(await printed({ ask: async () => false })).toEqual(['Nothing changed.']);
});

/** What `npm start` prints if it is typed with these options, and no -- before them. npm itself passes them on, or not. */
function startedWith(...options: string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'amparo-npm-'));
  const show = `console.log(JSON.stringify([process.env, process.argv.slice(2)]))`;
  writeFileSync(join(directory, 'show.mjs'), show);
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ scripts: { start: 'node show.mjs' } }));
  // Not with our own environment: the npm that started the tests has left its options there.
  const env = { PATH: process.env.PATH, HOME: directory, npm_config_update_notifier: 'false' };
  const { stdout } = spawnSync('npm', ['start', '--silent', ...options], { cwd: directory, env, encoding: 'utf8' });
  const [environment, words] = JSON.parse(stdout) as [Record<string, string>, string[]];
  try {
    return JSON.stringify(readLocalSettings(environment, words));
  } catch (error) {
    return (error as Error).message;
  }
}

it.each([
  [['--demo'], 'npm took --demo for itself. Type -- before it: npm start -- --demo'],
  [
    ['--engine', 'dynoxide'],
    'npm took --engine=dynoxide for itself. Type -- before it: npm start -- --engine=dynoxide',
  ],
  [['--engine=dynoxide'], 'npm took --engine=dynoxide for itself. Type -- before it: npm start -- --engine=dynoxide'],
  [
    ['--demo', '--engine', 'dynoxide'],
    'npm took --demo and --engine=dynoxide for itself. Type -- before them: npm start -- --demo --engine=dynoxide',
  ],
])('refuses `npm start` with %j, which npm takes', (options, words) => {
  expect(startedWith(...options)).toBe(words);
});

it.each([[['--', '--engine=dynoxide']], [['--', '--engine', 'dynoxide']]])('starts with %j', (options) => {
  expect(startedWith(...options)).toContain('"engine":"dynoxide"');
});
