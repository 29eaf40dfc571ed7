import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { casesCommand } from '../../commands/cases/command.ts';
import type { Command } from '../../commands/command.ts';
import { groupCommand } from '../../commands/group/command.ts';
import { keysCommand } from '../../commands/keys/command.ts';
import { previewsCommand } from '../../commands/previews/command.ts';
import { reconcileCommand } from '../../commands/reconcile/command.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { updatesCommand } from '../../commands/updates/command.ts';
import { readSources } from '../rooms/imports.ts';
import { codeBlocksOf, documents, root, textOf } from './markdown.ts';
import { printedTexts } from './printed-texts.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Commands of code blocks and of code within sentences, without comments, each with the page that shows it. */
const shown = documents.flatMap((document) => {
  const text = textOf(document);
  const blocks = codeBlocksOf(text)
    .filter(({ language }) => language === 'sh' || language === 'text')
    .flatMap(({ lines }) => lines.map((line) => line.replace(/^\$ /, '')));
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...inline]
    .flatMap((line) => line.replace(/ +#.*$/, '').split(/ && |(?<=^|\s)eval .*$/))
    .map((command) => ({ document, command: command.replace(/^([A-Z_]+=\S+ )+/, '').trim() }));
});

it('names only scripts that package.json has, and programs of packages that are installed', () => {
  const unknown = shown.filter(({ command }) => {
    const [, script] = /^npm run (?:--silent )?([\w:-]+)/.exec(command) ?? [];
    const [, program] = /^npx ([\w-]+)/.exec(command) ?? [];
    if (script) return !Object.hasOwn(scripts, script);
    return program !== undefined && !existsSync(join(root, 'node_modules/.bin', program));
  });
  expect(unknown).toEqual([]);
  expect(shown.filter(({ command }) => command.startsWith('npm run ')).length).toBeGreaterThan(50);
});

const commands: Record<string, Command> = {
  cases: casesCommand,
  previews: previewsCommand,
  updates: updatesCommand,
  campaign: campaignCommand,
  group: groupCommand,
  keys: keysCommand,
  reconcile: reconcileCommand,
  signatures: signaturesCommand,
};

const home = mkdtempSync(join(tmpdir(), 'amparo-docs-'));
const kept = { ...process.env };
beforeAll(() => {
  // A stage that nobody has: a command that reaches for it was understood.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'docs',
    AWS_SECRET_ACCESS_KEY: 'docs',
    AWS_MAX_ATTEMPTS: '1',
    AMPARO_REGION: 'eu-central-1',
  });
});
afterAll(() => {
  // In place: other files of this process have the same object.
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  Object.assign(process.env, kept);
  rmSync(home, { recursive: true });
});

const understandable = [
  ...new Map(
    shown.flatMap(({ document, command }) => {
      const [, name = '', args = ''] = /^npm run (?:--silent )?(\w+) -- (.+)$/.exec(command) ?? [];
      return Object.hasOwn(commands, name) ? [[command, { document, name, args }] as const] : [];
    }),
  ).values(),
];

/** Wherever a reader, or the program, puts something of their own. */
const asAReaderTypes = (args: string): string[] =>
  args
    .replaceAll('~', home)
    .replaceAll(/\[?\b(FILE|FOLDER)\b\]?/g, (_, name) => join(home, name))
    .replaceAll('…', '2026-10-09T08:00:00Z')
    .replaceAll('RING', 'token')
    .replaceAll(/(?<=\w)Code/g, ' --stage prod')
    .replaceAll('--signal X', '--signal no-proof')
    .match(/"[^"]*"|\S+/g)
    ?.map((word) => word.replace(/^"|"$/g, '')) ?? [];

/** Runs a command where no Amparo is. Exit code 2 would say that it was not understood. */
async function assertUnderstood({ name, args }: { name: string; args: string }): Promise<void> {
  const said: string[] = [];
  const print = (line: string) => void said.push(line);
  const terminal = { print, complain: print, dataDir: join(home, 'none'), clock: Date.now };
  const code = await commands[name]?.(asAReaderTypes(args), terminal);
  expect([0, 1], said.join('\n')).toContain(code);
}

it.each(understandable)('understands the command that $document shows: npm run $name -- $args', assertUnderstood);

const printed = [...readSources()]
  .filter(([file]) => /^(commands|functions|infra)\//.test(file))
  .flatMap(([file, source]) => printedTexts(file, source));

/** The commands of messages and of usage texts. `Code` stands where the program puts a value. */
const advised = [
  ...new Map(
    printed.flatMap(({ place, text }) =>
      [...text.matchAll(/npm run (?:--silent )?(\w+) -- (.+?)(?=`| {2,}|\n|$)/g)].flatMap(
        ([command, name = '', args = '']) =>
          Object.hasOwn(commands, name) ? [[command, { place, name, args }] as const] : [],
      ),
    ),
  ).values(),
];

it.each(advised)('understands the command that $place advises: npm run $name -- $args', assertUnderstood);

it('advises whole commands, and no verb alone', () => {
  const verbs = new Set(Object.values(commands).flatMap(({ definition }) => Object.keys(definition.verbs)));
  const alone = printed.flatMap(({ place, text }) =>
    place.startsWith('commands/') && !text.startsWith('npm run ')
      ? [...text.matchAll(/`(\w+)[^`]*` (?:shows|prints|lists|brings|with)\b/g)].flatMap(([words, verb = '']) =>
          verbs.has(verb) ? [`${place}: ${words}`] : [],
        )
      : [],
  );
  expect(alone).toEqual([]);
});
