import { mkdirSync, writeFileSync } from 'node:fs';
import { languagesThereAre, messagesFolder, readLanguage } from '../../infra/messages/folders.ts';
import { pseudoLanguages } from '../../infra/messages/pseudo.ts';
import { pluralExamples } from '../../infra/messages/structure.ts';
import { templateOf } from '../../infra/messages/template.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * Makes the folder of a language: English words that are marked, plurals with the forms of that language, and the beginnings
 * of the files that people fill in: glossary, how the language is written, exceptions, who checked what.
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
  const all = [
    ...files,
    ...([
      ['glossary.md', glossaryOf(tag)],
      ['writing.yaml', writingOf(tag)],
      ['exceptions.yaml', EXCEPTIONS],
      ['checked.md', checkedOf(tag)],
    ] as const),
  ];
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
${TERMS.map((term) => `| ${term} | | |`).join('\n')}

## Plurals

| form | numbers |
|---|---|
${[...pluralExamples(tag)].map(([form, numbers]) => `| \`${form}\` | ${listOf(numbers)} |`).join('\n')}
`;

const listOf = (numbers: readonly number[]): string =>
  `${numbers.map((number) => number.toLocaleString('en')).join(', ')}${numbers.length > 2 ? ' …' : ''}`;

/** What translators must decide, since the same thing is on many pages. */
const TERMS = [
  'you (how readers are addressed)',
  ...['petition', 'campaign', 'signature, to sign', 'signer', 'to confirm', 'to withdraw a signature'],
  ...['note (what stays after a withdrawal)', 'encrypted, readable', 'number made from your address (a code)'],
  ...['prisoner of conscience', 'in prison, free', 'release', 'case', 'demand, demand met', 'addressee', 'group'],
  ...['organisers', 'reason (why somebody signs)', 'news (by e-mail)', 'developments (on the page)', 'hand-over'],
  ...['milestone', 'dashboard', 'source (of a visit)', 'references (articles)', 'frame, element, badge'],
  ...['privacy text', 'consent, controller, legal basis, data protection authority (as the law has them)'],
];

const checkedOf = (tag: string): string => `# ${nameOf(tag)}: who checked what

- Written, by whom and when:
- Read by a second person:
- Checked by program: \`npm run messages -- check ${tag}\`.
- Seen by a native reader: **no**

## What the second reader mended

## What a native reader should look at first
`;

const EXCEPTIONS = `# Exceptions from the rules of \`npm run messages -- check\`: rule, key, reason.
# english:
#   embed.element: The same word.
`;

const writingOf = (
  tag: string,
): string => `# How ${nameOf(tag)} is written. Expressions are those of JavaScript; docs/guides/translating.md has their meaning in words.
# Take the # away from what you need, and change it.

# The most words in a sentence. More if articles and prepositions are words of their own, fewer if they are parts of words.
# words: 25

# Words of the language that English has, too.
# own: [has]

# The marks at the end of a statement, of a question, and of a line before something that follows.
# ends:
#   statement: '\\.$'
#   question: '\\?$'
#   before: ":$"

# Marks and letters that do not belong to the language, each with what belongs there.
# wrong:
#   "[”«»]": quotes are „ and “
`;
