import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsIn, unreadableFaults } from '../../infra/messages/check.ts';
import { type Fault, faultLine } from '../../infra/messages/fault.ts';
import { allOf, languagesThereAre, messagesFolder, readLanguage, readNotes } from '../../infra/messages/folders.ts';
import { type Missing, missingIn } from '../../infra/messages/journey.ts';
import { pseudoLanguages, pseudoMessages } from '../../infra/messages/pseudo.ts';
import { defineCommand, verb } from '../command.ts';
import { amount } from '../terminal/amount.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { makeLanguage } from './new.ts';
import { verified } from './verify.ts';

const usage = `npm run messages -- check [LANG]       finds faults in the words of the interface, in one language or in all
npm run messages -- missing [LANG]     shows what is not translated yet, with the English text and the note for translators
npm run messages -- new LANG           makes the folder of a new language, to be translated
npm run messages -- pseudo [FOLDER]    prints the pseudo-languages, made of English; with FOLDER, writes them there

LANG is a tag such as az. docs/guides/translating.md`;

/** `npm run messages`: the words of the interface, and their translations. */
export const messagesCommand = messagesIn(messagesFolder);

/** @param folder the folder with a folder for each language. */
export function messagesIn(folder: URL) {
  return defineCommand({
    name: 'messages',
    usage,
    verbs: {
      check: verb({
        operands: ['[LANG]'],
        run: ([tag], _, terminal) => check(chosen(tag, folder), folder, terminal),
      }),
      missing: verb({
        operands: ['[LANG]'],
        run([tag], _, { print }) {
          refuseUnreadable(chosen(tag, folder), folder);
          const notes = allOf(readNotes(folder));
          const english = readLanguage('en', folder);
          for (const one of chosen(tag, folder).filter((language) => language !== 'en')) {
            const missing = missingIn(readLanguage(one, folder), english);
            print(
              `${one}: ${missing.length === 0 ? 'nothing is missing' : `${amount(missing.length, 'message')} to translate`}`,
            );
            for (const { owner, key, isOfJourney } of missing) {
              print(`  ${one}/${owner}.json: ${key}${isOfJourney ? ' (a signer needs it)' : ''}`);
              print(`    ${english.get(owner)?.[key]}`);
              if (notes[key]) print(`    ${notes[key]}`);
            }
          }
        },
      }),
      new: verb({
        operands: ['LANG'],
        run([tag], _, { print }) {
          refuseUnreadable(['en'], folder);
          const files = makeLanguage(tag, folder);
          print(
            `Made ${amount(files.length, 'file')} in functions/ui/messages/${tag}. Fill in glossary.md and writing.yaml first.`,
          );
          print('Then translate what begins with ⟦en⟧. These commands show what is to do, and find faults:');
          print(`npm run messages -- missing ${tag}`);
          print(`npm run messages -- check ${tag}`);
        },
      }),
      pseudo: verb({
        operands: ['[FOLDER]'],
        run([directory], _, { print }) {
          refuseUnreadable(['en'], messagesFolder);
          for (const tag of pseudoLanguages) {
            const text = JSON.stringify(pseudoMessages(tag), null, 2);
            if (directory === undefined) {
              print(text);
              continue;
            }
            mkdirSync(directory, { recursive: true });
            writeFileSync(join(directory, `${tag}.json`), `${text}\n`);
            print(`Wrote ${join(directory, `${tag}.json`)}`);
          }
        },
      }),
    },
  });
}

/** @throws {CommandError} if there is no such language. */
function chosen(tag: string | undefined, folder: URL): readonly string[] {
  const thereAre = languagesThereAre(folder);
  if (tag === undefined) return thereAre;
  if (!thereAre.includes(tag))
    throw new CommandError(
      `There is no language ${tag}. There are ${thereAre.join(', ')}. To begin one: npm run messages -- new ${tag}`,
    );
  return [tag];
}

const linesOf = (tags: readonly string[], faultsOf: (tag: string, folder: URL) => Fault[], folder: URL): string[] => [
  ...new Set(tags.flatMap((tag) => faultsOf(tag, folder)).map(faultLine)),
];

/** @throws {CommandError} with each file and key that cannot be read as messages. */
function refuseUnreadable(tags: readonly string[], folder: URL): void {
  const faults = linesOf(tags, unreadableFaults, folder);
  if (faults.length > 0) throw new CommandError(...faults);
}

/** @throws {CommandError} if there are faults. They are printed before. */
function check(tags: readonly string[], folder: URL, { print, complain }: Terminal): void {
  const isReadable = linesOf(tags, unreadableFaults, folder).length === 0;
  const faults = [...linesOf(tags, faultsIn, folder), ...(isReadable ? verified(tags, folder) : [])];
  for (const line of faults) complain(line);
  if (faults.length > 0)
    throw new CommandError(`${amount(faults.length, 'fault')} in the messages: docs/guides/translating.md`);
  const texts = Object.keys(allOf(readLanguage('en', folder))).length;
  print(`No fault in ${amount(texts, 'message')} of ${tags.join(', ')}`);
  for (const tag of tags) {
    const missing = missingIn(readLanguage(tag, folder), readLanguage('en', folder));
    if (missing.length > 0) print(leftInEnglish(tag, missing));
  }
}

/** What a language without faults may lack: nothing that a signer needs. The files say who reads it. */
function leftInEnglish(tag: string, missing: readonly Missing[]): string {
  const files = [...new Set(missing.map(({ owner }) => `${owner}.json`))].join(', ');
  return `${tag}: all that a signer needs is translated. ${amount(missing.length, 'message')} of ${files} stay English`;
}
