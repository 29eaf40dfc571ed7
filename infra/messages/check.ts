import { directionOf } from '../../functions/ui/messages/direction.ts';
import { readExceptions } from './exceptions.ts';
import { type ByOwner, isTranslated, type Messages, messagesFolder, readLanguage } from './folders.ts';
import { missingIn } from './journey.ts';
import { readNotes } from './notes.ts';
import { structuralFaults } from './structure.ts';
import { elementsOf, textsOf } from './texts.ts';
import { type WordRule, wordRules } from './words.ts';
import { readWriting } from './writing.ts';

/** What is wrong in a file of a language. */
export interface Fault {
  /** Such as `az/sign.json`. */
  readonly file: string;
  readonly key?: string;
  readonly reason: string;
}

/** A fault as one line, for people. */
export const faultLine = ({ file, key, reason }: Fault): string =>
  `${file}: ${key === undefined ? '' : `${key}: `}${reason}`;

/** What would break pages in a language, or make it say something wrong: no build has it. */
export const structuralFaultsIn = (tag: string, folder = messagesFolder): Fault[] => {
  const owners = new Set(readLanguage('en', folder).keys());
  return [
    ...[...readLanguage(tag, folder).keys()]
      .filter((owner) => !owners.has(owner))
      .map((owner) => ({ file: `${tag}/${owner}.json`, reason: 'English has no file of this name' })),
    ...overMessages(tag, folder, ({ message, english }) =>
      english === undefined ? ['English does not have this key'] : structuralFaults(tag, message, english),
    ),
  ];
};

/** All that is wrong in a language: what breaks pages, what a signer needs and does not find, and words against its rules. */
export function faultsIn(tag: string, folder = messagesFolder): Fault[] {
  const structural = structuralFaultsIn(tag, folder);
  if (tag === 'en') return [...structural, ...faultsOfNotes(folder)];
  const missing = missingIn(readLanguage(tag, folder), readLanguage('en', folder));
  return [
    ...missing
      .filter(({ isOfJourney }) => isOfJourney)
      .map(({ owner, key }) => ({
        file: `${tag}/${owner}.json`,
        key,
        reason: 'it is not translated, and a signer needs it',
      })),
    ...structural,
    ...wordFaults(tag, folder, new Set(structural.map(({ key }) => key))),
  ];
}

/** @param broken keys of messages that are wrong already. */
function wordFaults(tag: string, folder: URL, broken: ReadonlySet<string | undefined>): Fault[] {
  const notes = new Map([...readNotes(folder)].flatMap(([, ofOwner]) => Object.entries(ofOwner)));
  const { exceptions, faults } = readExceptions(new URL(`${tag}/`, folder));
  const { writing, faults: faultsOfWriting } = readWriting(tag, folder);
  const isRightToLeft = directionOf(tag) === 'rtl';
  const unused = new Set(
    Object.entries(exceptions).flatMap(([rule, keys]) => Object.keys(keys).map((key) => `${rule}, ${key}`)),
  );
  const found = overMessages(tag, folder, ({ key, message, english = '' }) => {
    if (broken.has(key)) return [];
    const pair = {
      writing,
      isRightToLeft,
      texts: readable(message),
      english: readable(english),
      note: notes.get(key) ?? '',
    };
    return (Object.keys(wordRules) as WordRule[]).flatMap((rule) => {
      const faults = wordRules[rule](pair);
      return faults.length > 0 && unused.delete(`${rule}, ${key}`)
        ? []
        : faults.filter(() => !exceptions[rule]?.[key]).map((words) => `${words} (${rule})`);
    });
  });
  const file = `${tag}/exceptions.yaml`;
  return [
    ...found,
    ...faultsOfWriting.map((reason) => ({ file: `${tag}/writing.yaml`, reason })),
    ...faults.map((reason) => ({ file, reason })),
    ...[...unused].map((one) => ({ file, reason: `${one}: nothing needs this exception` })),
  ];
}

const readable = (message: string): readonly string[] => {
  const elements = elementsOf(message);
  return 'fault' in elements ? [] : textsOf(elements);
};

/** Each key has a note, and no note is left of a key that is gone. */
function faultsOfNotes(folder: URL): Fault[] {
  const notes = readNotes(folder);
  return [...readLanguage('en', folder)].flatMap(([owner, messages]) => {
    const own: Messages = notes.get(owner) ?? {};
    const file = `en/notes/${owner}.json`;
    return [
      ...Object.keys(messages)
        .filter((key) => !own[key]?.trim())
        .map((key) => ({ file, key, reason: 'translators have no note' })),
      ...Object.keys(own)
        .filter((key) => !(key in messages))
        .map((key) => ({ file, key, reason: 'English does not have this key' })),
    ];
  });
}

interface Message {
  readonly key: string;
  readonly message: string;
  /** Undefined if English does not have the key in a file of that name. */
  readonly english: string | undefined;
}

/** What a rule finds in each message of a language that is translated. */
function overMessages(tag: string, folder: URL, rule: (message: Message) => readonly string[]): Fault[] {
  const english: ByOwner = readLanguage('en', folder);
  return [...readLanguage(tag, folder)].flatMap(([owner, messages]) =>
    Object.entries(messages)
      .filter(([, message]) => isTranslated(message) && english.has(owner))
      .flatMap(([key, message]) =>
        rule({ key, message, english: english.get(owner)?.[key] }).map((reason) => ({
          file: `${tag}/${owner}.json`,
          key,
          reason,
        })),
      ),
  );
}
