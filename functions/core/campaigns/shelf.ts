import type { Campaign, ParsedCampaignFile } from './campaign.ts';
import type { MadePicture, Picture } from './picture.ts';

export type WithPictures = Pick<ParsedCampaignFile, 'slug' | 'picture' | 'cases' | 'group' | 'visibility'>;

/** Where the pictures of campaigns are, as far as a change of a campaign moves them (`core/pictures/shelf.ts`). */
export interface PictureShelf {
  /**
   * The fields whose pictures are stored nowhere here, such as `cases[1].picture`. One that only another campaign shows is kept, so that
   * this one can take it. Costs a request for each file that the campaign does not show yet, and three more for one that is kept nowhere.
   */
  missing(before: Campaign | undefined, after: WithPictures): Promise<readonly string[]>;
  /** Whether all files of a picture wait where any campaign can take them from. One that a campaign shows is kept first. Price as `missing`. */
  keeps(picture: Picture): Promise<boolean>;
  /** Lets everybody see what a campaign is about to show. Comes before it is written: no page names a missing file. */
  show(before: Campaign | undefined, after: Campaign): Promise<void>;
  /**
   * Keeps copies of the pictures that a campaign shows, where another campaign can take them from. Costs a request for each file, and
   * two more for those that are kept nowhere yet.
   * @param of the id of the case whose picture it is. Left out: all.
   */
  keep(campaign: Campaign, of?: string): Promise<void>;
  /**
   * Takes away what these two show and the stored campaign does not. Comes after it was written, or was refused. Organisers can take it
   * back. Costs up to two reads of the campaign and two requests for each file that moves, and nothing if none does.
   */
  hide(before: Campaign | undefined, after: Campaign): Promise<void>;
  /**
   * Removes pictures of a case that is erased, unless a campaign or another case has the same. Costs about 10 reads for each campaign and
   * each case that no campaign has, and nothing without a picture.
   * @param of the id of the case. Left out: its campaign is deleted, and it may be in others.
   */
  forget(pictures: readonly MadePicture[], of?: string): Promise<void>;
}

/**
 * Writes a campaign, and moves its pictures: they are there before a page names them, and none stays that no page shows.
 * @throws what `write` throws. Nobody sees more than before, then.
 */
export async function withPictures<Result>(
  shelf: PictureShelf,
  { before, after }: { readonly before: Campaign | undefined; readonly after: Campaign },
  write: () => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    await shelf.show(before, after);
    result = await write();
  } catch (error) {
    // The caller must hear why it was refused, whatever becomes of the pictures.
    await shelf.hide(before, after).catch(() => undefined);
    throw error;
  }
  await shelf.hide(before, after);
  return result;
}
