import type { Actor } from '../access/actor.ts';
import type { SharedCase } from '../campaigns/case.ts';
import { FaultyFile } from '../campaigns/faults.ts';
import { NOT_STORED, ON_A_COMPUTER } from '../campaigns/organise.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';
import { picturesOfOthers } from '../campaigns/pictures-of-others.ts';

/**
 * Checks that a case names a picture that was uploaded here, and that its writer may take (`picturesOfOthers`).
 * @param before the case as it was. @throws {FaultyFile}
 */
export async function checkPicture(
  deps: OrganiseDeps,
  actor: Actor,
  { picture }: Pick<SharedCase, 'picture'>,
  before?: SharedCase,
): Promise<void> {
  if (!picture) return;
  if (picture.file !== undefined) throw fault('picture.file', ON_A_COMPUTER);
  // That it names none is a fault of the case itself.
  if (!picture.made) return;
  const wanted = [{ field: 'picture', made: picture.made }];
  const own = before?.picture?.made ? [before.picture.made] : [];
  const others = await picturesOfOthers(deps, actor, wanted, own);
  if (others.length > 0 || !(await deps.shelf.keeps(picture))) throw fault('picture.made', NOT_STORED);
}

const fault = (field: string, message: string) => new FaultyFile([{ field, label: field, message }]);
