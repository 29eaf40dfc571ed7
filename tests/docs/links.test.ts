import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { anchorsOf, documents, linksOf, root, textOf } from './markdown.ts';

it.each(documents)('leads from %s to files and headings that exist', (document) => {
  const broken = linksOf(textOf(document)).filter((link) => {
    if (/^(https|mailto):/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? document : normalize(join(dirname(document), path));
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && !(file.endsWith('.md') && anchorsOf(textOf(file)).has(anchor));
  });
  expect(broken).toEqual([]);
});

it('reaches every page of docs from README, by links alone', () => {
  const reached = new Set<string>();
  const visit = (document: string): void => {
    if (reached.has(document)) return;
    reached.add(document);
    for (const link of linksOf(textOf(document)).filter((target) => !/^\w+:/.test(target))) {
      const file = normalize(join(dirname(document), link.split('#')[0] ?? ''));
      if (documents.includes(file)) visit(file);
      // GitHub lists a folder.
      else for (const listed of documents) if (dirname(listed) === file) visit(listed);
    }
  };
  visit('README.md');
  expect(documents.filter((document) => !reached.has(document))).toEqual([]);
});

/** Code that looks like a path from the root, or from `functions/`. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:functions|commands|infra|tests|docs|core)\/[\w./-]*)`/g)].map(([, path = '']) => path);

it.each(documents)('names in %s only files and folders that exist', (document) => {
  const missing = pathsIn(textOf(document)).filter(
    (path) =>
      ![path, `functions/${path}`, `${path}.ts`, `functions/${path}.ts`].some((one) => existsSync(join(root, one))),
  );
  expect(missing).toEqual([]);
});

it('shows in CONTRIBUTING every room that there is', () => {
  const map = /```text\n([\s\S]*?)```/.exec(textOf('CONTRIBUTING.md'))?.[1] ?? '';
  const rooms = ['functions', 'functions/core'].flatMap((floor) =>
    readdirSync(join(root, floor), { withFileTypes: true }).filter((entry) => entry.isDirectory()),
  );
  expect(rooms.length).toBeGreaterThan(15);
  expect(rooms.map(({ name }) => name).filter((name) => !map.includes(`${name}/`))).toEqual([]);
});

it('names in code and in docs only pages of docs that exist', () => {
  const missing = sources().flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?<![\w/.-])docs\/[\w./-]*[\w]/g)]
      .map(([page]) => page)
      .filter((page) => !isPage(page))
      .map((page) => `${file}: ${page}`),
  );
  expect(missing).toEqual([]);
});

/** A decision may be named by its number: `docs/decisions/011`. */
const isPage = (page: string): boolean =>
  existsSync(join(root, page)) ||
  (/^docs\/decisions\/\d{3}$/.test(page) && documents.some((document) => document.startsWith(`${page}-`)));

const sources = (): string[] =>
  ['commands', 'functions', 'infra', 'tests', 'docs', '.github'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(tsx?|ya?ml|md)$/.test(file))
      .map((file) => join(folder, file)),
  );
