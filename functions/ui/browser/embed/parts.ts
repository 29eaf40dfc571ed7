/** What the service answers for the element `<amparo-campaign>`, in words. Both sides know it, so it stands with the scripts. */
export interface ElementAnswer {
  /** The path of the campaign’s page, in the language of the words. */
  readonly path: string;
  /** When an answer may be another (ISO 8601). Empty if a campaign is gone. */
  readonly nextAt: string;
  /** What it shows, in this order. */
  readonly parts: readonly ElementPart[];
}

export interface ElementPart {
  readonly part: 'title' | 'number' | 'signatures' | 'progress' | 'goal' | 'note' | 'button';
  readonly text: string;
  /** BCP 47. */
  readonly lang: string;
  /** Each part has its own: a title may be in another language than the words. */
  readonly dir: 'ltr' | 'rtl' | 'auto';
  /** The name of words that the page around may replace by an attribute: `text-goal` for `goal`. */
  readonly word?: 'signatures' | 'few' | 'sign' | 'goal' | 'won' | 'closed' | 'upcoming' | 'gone';
  /** What takes the place of the braces in such an attribute. */
  readonly value?: string;
  /** The choices of `show`, with spaces between, that leave it out. */
  readonly notIn?: string;
  /** How much of the bar is empty, in percent. */
  readonly rest?: number;
}
