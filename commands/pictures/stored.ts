import { basename } from 'node:path/posix';
import type { Campaign, ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { labelOf } from '../../functions/core/campaigns/faults.ts';
import type { Group, ParsedGroupFile } from '../../functions/core/campaigns/group.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import type { MadePicture } from '../../functions/core/campaigns/picture.ts';
import { filesOf, keptName, logoName, namesShown, pictureName } from '../../functions/core/pictures/address.ts';
import type { PictureFiles } from '../../functions/core/pictures/store.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * Checks what a file says of pictures that are stored already (`made`, as `show` prints it). That may be said of another
 * slug, of another stage, or of a campaign that was deleted with its pictures. Files that another campaign has here are added
 * to `files`.
 * @param stored the campaign that has this slug already.
 * @throws {CommandError} for pictures that are nowhere here.
 */
export async function addStored(
  { file, files }: { readonly file: ParsedCampaignFile; readonly files: Map<string, Uint8Array> },
  stored: Campaign | undefined,
  target: Target,
): Promise<void> {
  const there = stored ? namesShown(stored) : new Set<string>();
  const faults: string[] = [];
  for (const [field, { made }] of picturesOf(file)) {
    if (!made || namesIn(file.slug, made).every((name) => there.has(name) || files.has(name))) continue;
    const found = await firstWith(made, file.slug, target);
    if (!found) faults.push(missing(`${field} › made`, 'file: faces/ali.jpg', target));
    for (const [one, content] of found ?? []) files.set(pictureName(file.slug, one), content);
  }
  const logo = file.group?.logo?.made;
  // That of a draft is kept where no page shows it.
  const kept = logo && (await target.pictures.get(keptName(basename(logoName(logo)))));
  if (logo && kept) files.set(logoName(logo), kept);
  if (file.group)
    faults.push(
      ...(await missingLogo(file.group, labelOf(['group', 'logo'], file), { stored: stored?.group, files, target })),
    );
  if (faults.length > 0) throw new CommandError(...faults);
}

/** Checks the same of a group's file. @throws {CommandError} */
export async function assertLogoStored(
  { file, files }: { readonly file: ParsedGroupFile; readonly files: ReadonlyMap<string, Uint8Array> },
  stored: Group | undefined,
  target: Target,
): Promise<void> {
  const faults = await missingLogo(file, 'logo', { stored, files, target });
  if (faults.length > 0) throw new CommandError(...faults);
}

async function missingLogo(
  { logo }: Pick<Group, 'logo'>,
  field: string,
  known: {
    readonly stored: Group | undefined;
    readonly files: ReadonlyMap<string, Uint8Array>;
    readonly target: Target;
  },
): Promise<string[]> {
  const made = logo?.made;
  if (!made || made.id === known.stored?.logo?.made?.id || known.files.has(logoName(made))) return [];
  const { pictures } = known.target;
  const isThere = await pictures.has(logoName(made));
  return isThere ? [] : [missing(field, 'logo: logo.png', known.target)];
}

const picturesOf = (file: ParsedCampaignFile) => [
  ...(file.picture ? [['picture', file.picture] as const] : []),
  ...file.cases.flatMap((one, i) =>
    one.picture ? [[labelOf(['cases', i, 'picture'], file), one.picture] as const] : [],
  ),
];

const missing = (field: string, example: string, { name }: Target): string =>
  `${field}: this picture is not stored on ${name}. Name its file in place of \`made\`, such as \`${example}\`.`;

const namesIn = (slug: string, made: MadePicture): string[] => filesOf(made).map((one) => pictureName(slug, one));

/** The files of a picture from the first folder that has all of them: what no page shows, this campaign, or any other. */
async function firstWith(made: MadePicture, slug: string, { db, pictures }: Target): Promise<PictureFiles | undefined> {
  const others = (await listCampaignHeads(db)).map((head) => head.slug).filter((other) => other !== slug);
  const wanted = filesOf(made);
  const inFolder = (folder: string) => (file: string) => pictureName(folder, file);
  for (const at of [keptName, ...[slug, ...others].map(inFolder)]) {
    const found = new Map<string, Uint8Array>();
    for (const file of wanted) {
      const content = await pictures.get(at(file));
      if (!content) break;
      found.set(file, content);
    }
    if (found.size === wanted.length) return found;
  }
  return undefined;
}
