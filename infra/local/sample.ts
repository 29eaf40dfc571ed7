import { readFile } from 'node:fs/promises';
import { operator } from '../../functions/core/access/actor.ts';
import type { AuditLog } from '../../functions/core/audit/log.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { withCaseIds } from '../../functions/core/campaigns/case-ids.ts';
import { parseCampaignFile, parseGroupFile } from '../../functions/core/campaigns/file.ts';
import { getStoredGroup, putGroup } from '../../functions/core/campaigns/group-store.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import { localTime } from '../../functions/core/campaigns/local-time.ts';
import { carryOut } from '../../functions/core/campaigns/plan.ts';
import { getCampaign } from '../../functions/core/campaigns/store.ts';
import { logoName, pictureName, shareFile } from '../../functions/core/pictures/address.ts';
import type { PictureStore } from '../../functions/core/pictures/store.ts';
import { isoTime, systemClock } from '../../functions/core/running/clock.ts';
import { makePicture } from '../pictures/make.ts';
import { makeSharePicture, shareSource } from '../pictures/share.ts';

const FILE = new URL('./sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);
const GROUP = new URL('./sample/group.yaml', import.meta.url);

/** Where campaigns, their pictures and what was done with them are. */
export interface SampleDeps {
  readonly campaigns: Db;
  readonly pictures: PictureStore;
  readonly audit: AuditLog;
}

/** Stores the sample campaign with its group and picture on the first start. Later starts keep the organiser's changes. */
export async function putSampleOnce(deps: SampleDeps): Promise<Campaign> {
  const { campaigns, pictures } = deps;
  const isFirst = (await listCampaignHeads(campaigns)).length === 0;
  if (isFirst && !(await getStoredGroup(campaigns))) await putSampleGroup(campaigns, pictures);
  return putFileOnce(deps, FILE);
}

/**
 * Stores a campaign from its file with its picture, unless it is stored. It is written as a `put` writes it: with its cases as things of
 * their own, and its first version.
 * @param dates moves the campaign in time.
 */
export async function putFileOnce(
  { campaigns, pictures, audit }: SampleDeps,
  path: URL,
  dates: Partial<Pick<Campaign, 'opensAt' | 'closesAt'>> = {},
): Promise<Campaign> {
  const parsed = parseCampaignFile(await readFile(path));
  const file = withCaseIds(parsed.slug, parsed, undefined);
  const stored = await getCampaign(campaigns, file.slug);
  if (stored) return stored;
  const { $schema: _, picture, ...written } = file;
  const { opensAt, closesAt } = { ...written, ...dates };
  const rest = {
    ...written,
    opensAt: localTime(file, opensAt),
    ...(closesAt && { closesAt: localTime(file, closesAt) }),
  };
  const made = picture?.file && (await makePicture(await readFile(new URL(picture.file, path)), 'campaign'));
  const shown = {
    ...rest,
    ...(picture && made && { picture: { alt: picture.alt, credit: picture.credit, made: made.picture } }),
  };
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of made ? made.files : []) files.set(pictureName(file.slug, name), content);
  const share = await makeSharePicture(shown, [...files.values()].at(-1));
  if (share) files.set(pictureName(file.slug, shareFile(share.id)), share.png);
  const campaign = {
    ...shown,
    createdAt: isoTime(systemClock()),
    ...(share && { share: { id: share.id, from: shareSource(shown) } }),
  };
  for (const [name, content] of files) await pictures.put(name, content);
  const plan = { act: 'campaign.put', before: undefined, after: campaign, changes: [], dangers: [] } as const;
  await carryOut({ campaigns, audit, clock: systemClock }, operator, plan);
  return campaign;
}

async function putSampleGroup(db: Db, pictures: PictureStore): Promise<void> {
  const { $schema, logo, ...group } = parseGroupFile(await readFile(GROUP));
  const made = logo?.file && (await makePicture(await readFile(new URL(logo.file, GROUP)), 'logo'));
  if (!made) return putGroup(db, group, 0);
  const name = logoName(made.picture);
  for (const content of made.files.values()) await pictures.put(name, content);
  await putGroup(db, { ...group, logo: { made: made.picture } }, 0);
}
