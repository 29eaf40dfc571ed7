import all from 'tlds/index.json' with { type: 'json' };

/**
 * Endings that a sentence may have where a blank is missing (`them.as soon`), and that of titles (`dipl.ing.`). A host with
 * one of them is left to the organiser.
 */
const WORDS = new Set('as cpa dds esq ing mba med phd'.split(' '));

/**
 * The endings of hosts that exist (IANA), in scripts with small and capital letters. In others, nothing tells a sentence
 * without a blank from a host.
 * @see https://data.iana.org/TLD/tlds-alpha-by-domain.txt
 */
export const hostEndings: ReadonlySet<string> = new Set(
  all.filter((ending) => ending !== ending.toUpperCase() && !WORDS.has(ending)),
);
