import type { AuditDeps } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { CampaignDeps } from './plan.ts';
import type { DeployedKeys } from './sealed-to.ts';
import type { PictureShelf } from './shelf.ts';
import type { StoredCampaign } from './store.ts';

/** What organisers need to write campaigns. */
export interface OrganiseDeps extends CampaignDeps, AuditDeps {
  /** The keys to which identities may be sealed here. */
  readonly deployed: DeployedKeys;
  /** Where it stands who has uploaded a picture. Left out where no organiser acts. */
  readonly organisers?: Db;
  /** Where pictures are. */
  readonly shelf: PictureShelf;
  /** Comes after a campaign is written: lets lists show it at once. If it fails, they show it a minute later. */
  readonly relist: (slug: string) => Promise<void>;
}

/** Somebody else wrote a thing since its writer has read it. */
export abstract class OtherVersion extends Error {}

/** Somebody else wrote the campaign since its writer has read it. */
export class OtherRevision extends OtherVersion {
  override readonly name = 'OtherRevision';
  /** The revision that the writer has read. */
  readonly seen: number;
  /** What is stored now. */
  readonly current: StoredCampaign;

  constructor(seen: number, current: StoredCampaign) {
    super('other-revision');
    this.seen = seen;
    this.current = current;
  }
}
