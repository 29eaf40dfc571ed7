import type { Group } from '../core/campaigns/group.ts';
import type { Log } from '../core/running/log.ts';
import type { Assets } from '../ui/assets.ts';

/** What every Hono app of Amparo works with. */
export interface AppDeps {
  readonly log: Log;
  /** Where the public finds this service, such as `https://petition.example.org`. */
  readonly publicUrl: string;
  /** Styles and scripts of pages. */
  readonly assets: Assets;
  /** Milliseconds in which every caller is answered. Left out: 9 s, since Lambda stops a function after 10. */
  readonly answersWithin?: number;
  /**
   * The group at the foot of a page that says what went wrong: the one that asks for the campaign with that slug, or the one of
   * the installation. Undefined if there is none, or if this function does not know.
   */
  readonly groupOf?: (campaign: string | undefined) => Promise<Group | undefined>;
}
