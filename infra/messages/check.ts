import { directionOf } from '../../functions/ui/messages/direction.ts';
import { readExceptions } from './exceptions.ts';
import type { Fault } from './fault.ts';
import type { Messages } from './file.ts';
import {
  type ByOwner,
  faultsOfFiles,
  faultsOfNotes,
  isTranslated,
  messagesFolder,
  readLanguage,
  readNotes,
} from './folders.ts';
import { missingIn } from './journey.ts';
import { structuralFaults } from './structure.ts';
import { elementsOf, textsOf } from './texts.ts';
import { type WordRule, wordRules } from './words.ts';
import { readWriting } from './writing.ts';

/**
 * What keeps a language from being spoken: files that are no messages, what a signer needs and does not find, and what would
 * break pages or make them say something wrong. English words stand in for others, so they have to be sound, too.
 */
export const faultsThatStop = (tag: string, folder = messagesFolder): Fault[] => {
  const unreadable = faultsOfFiles(tag, folder);
  return unreadable.length > 0 ? unreadable : [...missingFaults(tag, folder), ...structuralFaultsIn(tag, folder)];
};

/** Files without which nothing else can be checked: those of the language, those of English, and its notes. */
export const unreadableFaults = (tag: string, folder = messagesFolder): Fault[] => [
  ...faultsOfFiles(tag, folder),
  ...faultsOfNotes(folder),
];

/** All that is wrong in a language: what keeps it from being spoken, and words against its rules. */
export function faultsIn(tag: string, folder = messagesFolder): Fault[] {
  const unreadable = unreadableFaults(tag, folder);
  if (unreadable.length > 0) return unreadable;
  const stopping = faultsThatStop(tag, folder);
  if (tag === 'en') return [...stopping, ...lackingNotes(folder)];
  return [...stopping, ...wordFaults(tag, folder, new Set(stopping.map(({ key }) => key)))];
}

const missingFaults = (tag: string, folder: URL): Fault[] =>
  missingIn(readLanguage(tag, folder), readLanguage('en', folder))
    .filter(({ isOfJourney }) => isOfJourney || tag === 'en')
    .map(({ owner, key }) => ({
      file: `${tag}/${owner}.json`,
      key,
      reason: tag === 'en' ? 'it has no words' : 'it is not translated, and a signer needs it',
    }));

function structuralFaultsIn(tag: string, folder: URL): Fault[] {
  const owners = new Set(readLanguage('en', folder).keys());
  return [
    ...(tag === 'en' ? keysInTwoFiles(folder) : []),
    ...[...readLanguage(tag, folder).keys()]
      .filter((owner) => !owners.has(owner))
      .map((owner) => ({ file: `${tag}/${owner}.json`, reason: 'English has no file of this name' })),
    ...overMessages(tag, folder, ({ message, english }) =>
      english === undefined ? ['English does not have this key'] : structuralFaults(tag, message, english),
    ),
  ];
}

/** All files of a language become one list of messages, in which a key has one text. */
function keysInTwoFiles(folder: URL): Fault[] {
  const files = [...readLanguage('en', folder)];
  return files.flatMap(([owner, messages], i) =>
    Object.keys(messages).flatMap((key) =>
      files
        .slice(0, i)
        .filter(([, earlier]) => Object.hasOwn(earlier, key))
        .map(([earlier]) => ({ file: `en/${owner}.json`, key, reason: `en/${earlier}.json has it, too` })),
    ),
  );
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
function lackingNotes(folder: URL): Fault[] {
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
