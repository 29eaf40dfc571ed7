import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { root } from '../docs/markdown.ts';

const folder = join(root, 'functions/console/messages/en');
const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const words: Record<string, string> = Object.assign({}, ...files);
const keys = Object.keys(words);

const code = readdirSync(join(root, 'functions/console'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(root, 'functions/console', file), 'utf8'))
  .join('\n');

it('has each key once', () => {
  expect(keys).toHaveLength(files.reduce((sum, file) => sum + Object.keys(file).length, 0));
});

it('has no words that no page shows', () => {
  // Some keys are made of parts: `fault.${fault}.title`.
  const made = [...code.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{\w+\})+)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replace(/[.]/g, '\\.').replace(/\$\{[^}]+\}/g, '[^.]+')}$`),
  );
  const isShown = (key: string) =>
    code.includes(`'${key}'`) || code.includes(`"${key}"`) || made.some((pattern) => pattern.test(key));
  expect(keys.filter((key) => !isShown(key))).toEqual([]);
});

it.each(keys)('says %s in short sentences, as a message that can be read', (key) => {
  const message = words[key] ?? '';
  const names = [...message.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name);
  const text = String(new IntlMessageFormat(message, 'en').format(Object.fromEntries(names.map((name) => [name, 5]))));
  for (const sentence of text.split(/(?<=[.!?:])\s+/)) expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(30);
  expect(text).not.toMatch(/\b(machine|sealed|whoever|invalid|please)\b|\bmails?\b(?<!e-mails?)/i);
});
