import type { Child } from 'hono/jsx';
import type { OrganiserActor } from '../../../core/access/actor.ts';
import type { Campaign, CampaignFile } from '../../../core/campaigns/campaign.ts';
import type { ConsoleDeps } from '../../deps.ts';
import type { PictureTaken } from '../../pictures/taken.ts';
import type { FieldError } from '../../ui/form.tsx';
import type { Word } from '../../ui/words.ts';
import type { Back } from '../address.ts';

/** What stands in the fields of a form, as it was typed. Entries of a list are numbered: `targets.0.name`. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A JSON merge patch of a campaign's file. Null removes a field. */
export type MergePatch = Readonly<Record<string, unknown>>;

/** How far a section is, for the list of tasks. */
export type SectionState = 'done' | 'missing' | 'optional';

/** What was typed, as people read it. */
export interface Row {
  /** What it is about, in the language of the campaign or in English. */
  readonly label?: string | undefined;
  /** In English. */
  readonly words: string;
}

/** What one of two people has written, where both versions are shown side by side. */
export interface Side {
  readonly typed: Typed;
  /** Whether it is saved: then `typed` is what the campaign has. */
  readonly isSaved: boolean;
  /** The campaign that the writer of the form has seen. Undefined: it is not known any more, and `typed` is about the campaign of now. */
  readonly was: SeenBefore | undefined;
}

/** What a side needs of a campaign as it was. */
export type SeenBefore = Pick<Campaign, 'slug' | 'cases'>;

/** A part of a campaign that is written on one page, `/organise/campaigns/:slug/edit/:section`. */
export interface Section<Known = unknown> {
  /** In the address, such as `texts`. */
  readonly name: string;
  /** Its title, and its row in the list of tasks. */
  readonly word: Word;
  /** Instead of its word, on its own page. */
  readonly title?: string;
  /** `campaign.publish` if its fields decide who sees a campaign, when it can be signed, or who learns of signers. */
  readonly right: 'campaign.write' | 'campaign.publish';
  /** The picture that its form takes. Left out: it takes none. */
  readonly picture?: PictureTaken;
  /** The fields of the file that it writes. Left out: the one that has its name. */
  readonly owns?: readonly (keyof CampaignFile)[];
  /** What its inputs show beside the campaign, such as a list to choose from. */
  known?(deps: ConsoleDeps, actor: OrganiserActor, campaign: Campaign): Promise<Known>;
  /** What the inputs show of what is stored. */
  fields(campaign: Campaign): Typed;
  /** What is wrong before the campaign's rules are asked, such as a date that is none. */
  faults?(typed: Typed, campaign: Campaign, known: Known): readonly FieldError[];
  /** The change to `campaign` that was typed. */
  patch(typed: Typed, campaign: Campaign, known: Known): MergePatch;
  /** The field of the form for a field of the file, such as `targets[0].name`. Left out: `targets.0.name`. */
  fieldOf?(path: string, campaign: Campaign): string | undefined;
  /** What a field of the form is called, if no word says so. */
  labelOf?(name: string, campaign: Campaign): string | undefined;
  /** A unit as `unitOf` has it, in words, where its fields do not say it to people. Where both versions are shown side by side. */
  rowsOf?(unit: string, side: Side, campaign: Campaign): readonly Row[] | undefined;
  /** Whether its form has nothing to save yet: then the page has no button for it. */
  isIdle?(campaign: Campaign): boolean;
  /** The page after it is saved. Left out: that of the campaign. */
  next?(campaign: Campaign, typed: Typed): string | undefined;
  /** The inputs alone. */
  view(props: EditProps<Known>): Child;
  state(campaign: Campaign): SectionState;
  /** What is left to write of one that is done, in words, if something is. */
  left?(campaign: Campaign, mayPublish: boolean): string | undefined;
  /** A page below it that most want at once. The list of tasks leads there, too. */
  shortcut?(campaign: Campaign): { readonly href: string; readonly word: Word };
}

export interface EditProps<Known = unknown> {
  readonly typed: Typed;
  readonly campaign: Campaign;
  readonly errors: readonly FieldError[];
  readonly known: Known;
  /** Where the page leads back to. A link to another section says it, too. */
  readonly back: Back;
}
