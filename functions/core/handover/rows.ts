import { wordsOf } from '../campaigns/demands.ts';
import { countryNames } from '../country-names.ts';
import type { OpenedSignature } from './opening.ts';

/** The tables of an opened export. */

export interface ExportTable {
  readonly header: readonly string[];
  /** @returns the row of a signature. Undefined if the table leaves it out. */
  readonly cellsOf: (signature: OpenedSignature) => readonly string[] | undefined;
}

const nameOf = countryNames('en');

/** All that is known, with a signature in each row. */
export const signatureTable: ExportTable = {
  header: [
    'name',
    'email',
    'comment',
    'wants updates',
    'name to show',
    'shown',
    'decision on the name',
    'country',
    'country name',
    'language',
    'read in',
    'version read',
    'source',
    'confirmed',
    'status',
    'signals',
    'identity',
  ],
  cellsOf: ({ identity, rest, state }) => [
    // What the signer chose to show is not sealed.
    identity ? (identity.name ?? rest.publicName ?? '') : '',
    identity?.email ?? '',
    identity?.comment ?? rest.publicReason ?? '',
    identity ? yesOrNo(identity.updates && !rest.newsLeft) : '',
    rest.publicName ?? '',
    rest.shown === undefined ? '' : yesOrNo(rest.shown),
    rest.nameDecision ?? '',
    rest.country,
    nameOf(rest.country),
    rest.locale ?? '',
    wordsOf(rest.words)?.language ?? '',
    String(wordsOf(rest.words)?.version ?? ''),
    rest.source,
    rest.confirmedAt,
    rest.status,
    rest.signals.join(' '),
    state,
  ],
};

/** Of an export for the news: whom to write to, in which language. It leaves out signers who did not ask. */
export const newsTable: ExportTable = {
  header: ['name', 'email', 'language'],
  cellsOf: ({ identity, rest }) =>
    identity?.updates ? [identity.name || rest.publicName || '', identity.email, rest.locale ?? ''] : undefined,
};

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');
