import kept from './measured.json' with { type: 'json' };

type Bench = keyof typeof kept;

/** A figure as its bench printed it when `npm run bench -- --only NAME --keep` last wrote it down. */
export const measured = <Name extends Bench>(bench: Name, row: keyof (typeof kept)[Name]['rows']): number =>
  (kept[bench].rows as Record<PropertyKey, number>)[row] as number;
