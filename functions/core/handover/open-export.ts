import type { Actor } from '../access/actor.ts';
import { BYTE_ORDER_MARK, csvRow, type Separator } from '../csv.ts';
import { checkedManifest, type SealedFolder } from './folder.ts';
import type { GroupKey } from './group-key.ts';
import { type OpenedSignature, openSignatures } from './opening.ts';
import { newsTable, signatureTable } from './rows.ts';

/** A new table that opened signatures are written to. Only its owner may read it. */
export interface NewTable {
  /** Adds to the end. The first call makes the table, and fails if a file of that name already exists. */
  append(rows: string): void;
  /** Removes the table if it was made here. */
  discard(): void;
}

/** What opening an export needs. */
interface OpeningDeps {
  readonly folder: SealedFolder;
  readonly table: NewTable;
}

interface OpeningInput {
  readonly keys: readonly GroupKey[];
  /** Left out: a comma. */
  readonly separator?: Separator | undefined;
  /** Is called now and then with the number of signatures done, and of all. If it throws, the opening ends. */
  readonly progress: (done: number, signatures: number) => void;
}

/** How many signatures of an export were opened, and why the others were not. */
export type OpenedSums = Record<OpenedSignature['state'], number>;

/** The keys open no signature of an export. */
export class NothingOpened extends Error {
  override readonly name = 'NothingOpened';
  /** The number of sealed signatures. */
  readonly sealed: number;

  constructor(sealed: number) {
    super(`None of ${sealed}`);
    this.sealed = sealed;
  }
}

/**
 * Opens an export into a table. Uses no network. If this fails, no table stays: a half could be mistaken for a whole.
 * @throws {ExportBroken} if the export is not complete, or was changed.
 * @throws {NothingOpened} if there are sealed signatures, and the keys open none of them.
 */
export async function openExport(
  { folder, table }: OpeningDeps,
  _actor: Actor,
  { keys, separator, progress }: OpeningInput,
): Promise<OpenedSums> {
  const { signatures, news } = await checkedManifest(folder);
  const sums: OpenedSums = { opened: 0, erased: 0, 'not opened': 0 };
  let done = 0;
  try {
    const { header, cellsOf } = news ? newsTable : signatureTable;
    table.append(BYTE_ORDER_MARK + csvRow(header, separator));
    for await (const some of openSignatures(folder, keys)) {
      for (const { state } of some) sums[state]++;
      const rows = some.flatMap((one) => {
        const cells = cellsOf(one);
        return cells ? [csvRow(cells, separator)] : [];
      });
      table.append(rows.join(''));
      done += some.length;
      progress(done, signatures);
    }
    if (sums.opened === 0 && sums['not opened'] > 0) throw new NothingOpened(sums['not opened']);
    return sums;
  } catch (error) {
    table.discard();
    throw error;
  }
}
