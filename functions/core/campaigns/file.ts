import { Document, isMap, isNode, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import * as z from 'zod/mini';
import { fileOf, groupFileOf } from './as-file.ts';
import { type Campaign, campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { type CaseFile, caseFile } from './case.ts';
import {
  checkCampaign,
  checkCaseFile,
  checkGroup,
  checkUpdateFile,
  FaultyFile,
  harmless,
  type Place,
  type PlaceOf,
} from './faults.ts';
import { fileText } from './file-text.ts';
import { type Group, group as groupFile, type ParsedGroupFile } from './group.ts';
import { misreadings } from './misreadings.ts';
import { olderTranslations } from './older-demands.ts';
import { type NewUpdate, newUpdate } from './parts.ts';
import { holdsPrivateKey, PRIVATE_KEY_WORDS } from './recipient.ts';
import { syntaxFault } from './syntax.ts';
import { excessInText } from './text-size.ts';

/** A campaign's file is YAML or JSON, which is YAML. docs/reference/campaign-file.md */

/** How many fields that are there twice a message names: a file of another kind would fill the screen. */
const SYNTAX_FAULTS = 5;

/**
 * Reads a campaign's file.
 * @param file its bytes, which must be UTF-8.
 * @throws {FaultyFile} with the faults, in the order of its lines.
 */
export const parseCampaignFile = (file: Uint8Array): ParsedCampaignFile => parseSaid(file).file;

/** Reads a campaign's file, and says which fields it names: the others have their defaults. @throws as `parseCampaignFile` */
export const parseSaid = (file: Uint8Array): { file: ParsedCampaignFile; said: ReadonlySet<string> } => {
  const { parsed, said } = parseFile(file, CAMPAIGN);
  return { file: parsed, said };
};

/** Reads a group's file, in the same way. @throws {FaultyFile} */
export const parseGroupFile = (file: Uint8Array): ParsedGroupFile =>
  parseFile(file, { schema: groupFile, check: checkGroup, begins: ['name', 'contact'], noun: 'a group' }).parsed;

/** Reads the file of a case, in the same way. @throws {FaultyFile} */
export const parseCaseFile = (file: Uint8Array): CaseFile =>
  parseFile(file, { schema: caseFile, check: checkCaseFile, begins: ['id', 'name', 'status'], noun: 'a case' }).parsed;

/** Reads the file of an update, in the same way. @throws {FaultyFile} */
export const parseUpdateFile = (file: Uint8Array): NewUpdate =>
  parseFile(file, { schema: newUpdate, check: checkUpdateFile, begins: ['title', 'text'], noun: 'an update' }).parsed;

/**
 * What a campaign's file says, before its rules look at it, for the checks that find faults of all kinds together (`planFile`).
 * @throws {FaultyFile} if it is no set of fields: then nothing of it can be read.
 */
export function fieldsSaid(file: Uint8Array): { fields: Readonly<Record<string, unknown>>; placeOf: PlaceOf } {
  const { data, placeOf } = readText(file, CAMPAIGN);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) checkCampaign(data, placeOf);
  return { fields: data as Readonly<Record<string, unknown>>, placeOf };
}

interface FileKind<Parsed> {
  readonly schema: z.ZodMiniType;
  readonly check: (value: unknown, placeOf: PlaceOf) => Parsed;
  /** Fields without which a text is a file of another kind. */
  readonly begins: readonly string[];
  readonly noun: string;
}

const CAMPAIGN: FileKind<ParsedCampaignFile> = {
  ...{ schema: campaignFile, check: checkCampaign, begins: ['slug', 'title', 'demand'], noun: 'a campaign' },
};

/** What a file is, and the names of the fields that it has. */
interface Read<Parsed> {
  readonly parsed: Parsed;
  readonly said: ReadonlySet<string>;
}

function parseFile<Parsed>(file: Uint8Array, kind: FileKind<Parsed>): Read<Parsed> {
  const { data, placeOf } = readText(file, kind);
  const parsed = kind.check(data, placeOf);
  return { parsed, said: new Set(Object.keys(Object(data))) };
}

/** Reads the YAML of a file, and where each value stands. @throws {FaultyFile} */
function readText(
  file: Uint8Array,
  { schema, begins, noun }: Pick<FileKind<unknown>, 'schema' | 'begins' | 'noun'>,
): { readonly data: unknown; readonly placeOf: PlaceOf } {
  const text = fileText(file);
  // This comes first, since the message of another fault could repeat the key.
  const secrets = text.split('\n').flatMap((words, i) => (holdsPrivateKey(words) ? [i + 1] : []));
  if (secrets.length > 0) throw new FaultyFile(secrets.map((line) => ({ line, message: `${PRIVATE_KEY_WORDS}.` })));
  assertNoBanner(text);
  const lines = new LineCounter();
  const excess = excessInText(text);
  if (excess) {
    const line = text.slice(0, excess.offset).split(/\r\n|[\n\r]/).length;
    throw new FaultyFile([{ line, message: `The file ${excess.message}. Is it the right file?` }]);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const { errors } = document;
  if (errors.length > 0) {
    if (!new RegExp(`^[ \\t]*"?(${begins.join('|')})"?[ \\t]*:`, 'm').test(text)) {
      const lacking = begins.join(', ').replace(/, (?=[^,]*$)/, ' or ');
      throw new FaultyFile([{ line: 1, message: `is no file of ${noun}: it has no ${lacking}.` }]);
    }
    // After a mistake, YAML understands little of the rest. A field that is there twice confuses nothing.
    const repeats = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
    const all = repeats.length === errors.length ? repeats : errors.slice(0, 1);
    const shown = all.slice(0, SYNTAX_FAULTS);
    throw new FaultyFile(
      shown.map((error) => syntaxFault(error, { text, schema, placeOf })),
      all.length - shown.length,
    );
  }
  if (document.contents === null) throw new FaultyFile([{ message: 'is empty.' }]);
  const misread = misreadings(document, { text, schema, placeOf });
  if (misread.length > 0) throw new FaultyFile(misread);
  return { data: document.toJS(), placeOf: (path) => placeOf(offsetOf(document, path)) };
}

/** npm prints its own lines first, so that `> FILE` writes them into the file of `show`, too. @throws {FaultyFile} */
function assertNoBanner(text: string): void {
  const [, before = '', written] = /^(\s*)(> \S+@\d.*)/.exec(text) ?? [];
  if (written === undefined) return;
  const message =
    'The file begins with lines of npm, which > wrote into it. Delete each line that begins with >, or write the file again with --out FILE.';
  throw new FaultyFile([{ line: before.split('\n').length, message, written: harmless(written.trim()) }]);
}

/** Writes a campaign as YAML. `parseCampaignFile` reads the same campaign from it. */
export function campaignYaml(campaign: Campaign): string {
  const document = new Document(fileOf(campaign));
  const translations = document.get('translations');
  const older = olderTranslations(campaign);
  if (isMap(translations))
    for (const { key } of translations.items)
      if (isScalar(key) && older.includes(String(key.value))) key.commentBefore = OLDER_DEMAND;
  return document.toString(AS_WRITTEN);
}

const OLDER_DEMAND = ' The demand is older than the original. People would sign two demands under one count.';

/** Writes a group as YAML, with its fields in their order. `parseGroupFile` reads the same group from it. */
export const groupYaml = (group: Group): string => stringify(groupFileOf(group), AS_WRITTEN);

/** Writes a version of a campaign, a case or an update as YAML, with its fields in their order. */
export const fieldsYaml = (fields: object): string => stringify(fields, AS_WRITTEN);

const AS_WRITTEN = { lineWidth: 120, blockQuote: 'literal', defaultStringType: 'PLAIN' } as const;

/**
 * The JSON Schema of a campaign's file, for the completion of an editor. JSON Schema cannot express every rule. The
 * others (such as the list of countries, or that a campaign closes after it opens) are checked when the file is put.
 */
export const campaignJsonSchema = (): string => jsonSchema('A campaign of Amparo', campaignFile);

/** The JSON Schema of a group's file. */
export const groupJsonSchema = (): string => jsonSchema('A group that runs Amparo', groupFile);

function jsonSchema(title: string, file: z.ZodMiniType): string {
  const { $schema, ...schema } = z.toJSONSchema(file, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}

/** Where a path begins in the text: at its key, or at the nearest part around it that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const around = document.getIn(path.slice(0, depth - 1));
    const last = path[depth - 1];
    const pair = isMap(around) && around.items.find(({ key }) => isNode(key) && key.toJS(document) === last);
    const node = pair ? pair.key : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}
