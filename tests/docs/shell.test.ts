import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { keysCommand } from '../../commands/keys/command.ts';
import { reconcileCommand } from '../../commands/reconcile/command.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import { codeBlocksOf, documents, root, textOf } from './markdown.ts';

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
    const [, script] = /^npm run ([\w:-]+)/.exec(command) ?? [];
    const [, program] = /^npx ([\w-]+)/.exec(command) ?? [];
    if (script) return !Object.hasOwn(scripts, script);
    return program !== undefined && !existsSync(join(root, 'node_modules/.bin', program));
  });
  expect(unknown).toEqual([]);
  expect(shown.filter(({ command }) => command.startsWith('npm run ')).length).toBeGreaterThan(50);
});

const commands: Record<string, (args: readonly string[], terminal: Terminal) => Promise<number>> = {
  campaign: campaignCommand,
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
  process.env = kept;
  rmSync(home, { recursive: true });
});

const understandable = [
  ...new Map(
    shown.flatMap(({ document, command }) => {
      const [, name = '', args = ''] = /^npm run (\w+) -- (.+)$/.exec(command) ?? [];
      return Object.hasOwn(commands, name) ? [[command, { document, name, args }] as const] : [];
    }),
  ).values(),
];

/** Wherever a reader puts something of their own. */
const asAReaderTypes = (args: string): string[] =>
  args
    .replaceAll('~', home)
    .replaceAll('FILE', join(home, 'FILE'))
    .replaceAll('…', '2026-10-09T08:00:00Z')
    .replace('RING', 'token')
    .split(' ');

it.each(understandable)(
  'understands the command that $document shows: npm run $name -- $args',
  async ({ name, args }) => {
    const said: string[] = [];
    const print = (line: string) => void said.push(line);
    const terminal = { print, complain: print, dataDir: join(home, 'none'), clock: Date.now };
    const code = await commands[name]?.(asAReaderTypes(args), terminal);
    expect([0, 1], said.join('\n')).toContain(code);
  },
);
