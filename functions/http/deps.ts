import type { Log } from '../core/running/log.ts';
import type { Assets } from '../ui/assets.ts';

/** What every Hono app of Amparo works with. */
export interface AppDeps {
  readonly log: Log;
  /** Where the public finds this service, such as `https://petition.example.org`. */
  readonly publicUrl: string;
  /** Styles and scripts of pages. */
  readonly assets: Assets;
}
