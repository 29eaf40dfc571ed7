/** Letters that a summary may have. */
export const SUMMARY_LENGTH = 300;

/**
 * The summary of a campaign for which nobody wrote one: the first sentences of its demand, as many as fit. Of a first sentence that is
 * too long, the first words.
 * @param language BCP 47 tag of the demand. One that is none is read as English.
 */
export function summaryFrom(demand: string, language: string): string {
  if (demand.length <= SUMMARY_LENGTH) return demand;
  const sentences = longestOf(demand, segments(language, 'sentence'), SUMMARY_LENGTH);
  return sentences || `${longestOf(demand, segments(language, 'word'), SUMMARY_LENGTH - 1)}…`;
}

function segments(language: string, granularity: 'sentence' | 'word'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    return new Intl.Segmenter('en', { granularity });
  }
}

/** The segments at the beginning of a text that fit together, without blanks at the end. */
function longestOf(text: string, segmenter: Intl.Segmenter, most: number): string {
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const next = index + segment.trimEnd().length;
    if (next > most) break;
    end = next;
  }
  return text.slice(0, end).trimEnd();
}
