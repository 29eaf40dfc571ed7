import type { Actor } from '../access/actor.ts';
import { filesOf, keptName } from '../pictures/address.ts';
import type { PictureStore } from '../pictures/store.ts';
import { type CasesDb, caseSeen } from './case.ts';

/**
 * A file of the picture of a case, for those who may see the case. Price as `caseSeen`.
 * @returns undefined if this case does not have it. @throws {Problem} as `caseSeen`.
 */
export async function pictureOfCase(
  deps: CasesDb & { readonly pictures: PictureStore },
  actor: Actor,
  { id, file }: { readonly id: string; readonly file: string },
): Promise<Uint8Array | undefined> {
  const made = (await caseSeen(deps, actor, id)).record.fields.picture?.made;
  return made && filesOf(made).includes(file) ? deps.pictures.get(keptName(file)) : undefined;
}
