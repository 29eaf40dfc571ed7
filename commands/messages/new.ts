import { mkdirSync, writeFileSync } from 'node:fs';
import { languagesThereAre, messagesFolder, readLanguage } from '../../infra/messages/folders.ts';
import { pseudoLanguages } from '../../infra/messages/pseudo.ts';
import { templateOf } from '../../infra/messages/template.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * Makes the folder of a language: English words that are marked, plurals with the forms of that language, and a glossary to
 * begin with.
 * @returns the files, from the folder of all languages.
 */
export function makeLanguage(tag: string, folder = messagesFolder): string[] {
  refuse(tag, folder);
  const own = new URL(`${tag}/`, folder);
  mkdirSync(own);
  const files = [...readLanguage('en', folder)].map(([owner, messages]) => {
    const templates = Object.entries(messages).map(([key, message]) => [key, templateOf(tag, message)]);
    return [`${owner}.json`, `${JSON.stringify(Object.fromEntries(templates), null, 2)}\n`] as const;
  });
  const all = [...files, ['glossary.md', glossaryOf(tag)] as const];
  for (const [name, content] of all) writeFileSync(new URL(name, own), content);
  return all.map(([name]) => `${tag}/${name}`);
}

/** @throws {CommandError} */
function refuse(tag: string, folder: URL): void {
  if (languagesThereAre(folder).includes(tag)) throw new CommandError(`There is a folder of ${tag} already.`);
  if (pseudoLanguages.includes(tag)) throw new CommandError(`${tag} is made of English, and has no folder.`);
  const [written] = canonical(tag);
  if (written === undefined || Intl.PluralRules.supportedLocalesOf(tag).length === 0)
    throw new CommandError(`“${tag}” is no language that Node knows. A tag looks like uk, pt-BR or sr-Latn (BCP 47).`);
  if (written !== tag) throw new CommandError(`Write the tag as “${written}”.`);
}

function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

const nameOf = (tag: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;

const glossaryOf = (tag: string): string => `# Words in ${nameOf(tag)}

One word for one thing, on every page and in every e-mail. Say where each comes from, such as a page of Amnesty International
in this language.

| English | ${nameOf(tag)} | why, and where it comes from |
|---|---|---|
| petition | | |
| signature, to sign | | |
| signer | | |
| to withdraw a signature | | |
| to confirm | | |
| encrypted (sealed) | | |
| prisoner of conscience | | |
| political prisoner | | |
| demand | | |
| campaign | | |
| organiser | | |
| news by e-mail | | |
`;
