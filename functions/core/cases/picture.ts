import type { SharedCase } from '../campaigns/case.ts';
import { FaultyFile } from '../campaigns/faults.ts';
import { NOT_STORED, ON_A_COMPUTER } from '../campaigns/organise.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';

/** Checks that a case names a picture that was uploaded here. @throws {FaultyFile} */
export async function checkPicture({ shelf }: Pick<OrganiseDeps, 'shelf'>, { picture }: SharedCase): Promise<void> {
  if (!picture) return;
  if (picture.file !== undefined) throw fault('picture.file', ON_A_COMPUTER);
  if (!(await shelf.keeps(picture))) throw fault('picture.made', NOT_STORED);
}

const fault = (field: string, message: string) => new FaultyFile([{ field, label: field, message }]);
