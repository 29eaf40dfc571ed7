import { BYTE_ORDER_MARK, csvRow } from '../csv.ts';
import type { OpenedSignature } from './opening.ts';

/** The table of an opened export: CSV, with a signature in each row. */

export const headerRow = `${BYTE_ORDER_MARK}${csvRow([
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
  'source',
  'confirmed',
  'status',
  'signals',
  'identity',
])}`;

export const signatureRow = ({ identity, rest, state }: OpenedSignature): string =>
  csvRow([
    // What the signer chose to show is not sealed.
    identity ? (identity.name ?? rest.publicName ?? '') : '',
    identity?.email ?? '',
    identity?.comment ?? rest.publicReason ?? '',
    identity ? yesOrNo(identity.updates && !rest.newsLeft) : '',
    rest.publicName ?? '',
    rest.shown === undefined ? '' : yesOrNo(rest.shown),
    rest.nameDecision ?? '',
    rest.country,
    countryName(rest.country),
    rest.locale ?? '',
    rest.source,
    rest.confirmedAt,
    rest.status,
    rest.signals.join(' '),
    state,
  ]);

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** In English. Empty for a signer who named none. */
const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? '') : '');

/** The table of an export for the news: whom to write to, in which language. */
export const newsHeaderRow = csvRow(['name', 'email', 'language']);

/** @returns empty for a signer who did not ask for news. */
export const newsRow = ({ identity, rest }: OpenedSignature): string =>
  identity?.updates ? csvRow([identity.name || rest.publicName || '', identity.email, rest.locale ?? '']) : '';

const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');
