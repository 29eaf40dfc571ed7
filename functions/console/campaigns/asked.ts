import { campaignRoles } from '../../core/access/roles.ts';
import { usualTag } from '../../core/campaigns/fields.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import { askedStates, type OrganisedChoice } from '../../core/overview/organise-list.ts';

/** What an address asks of a list of campaigns. */
export type Asked = Readonly<Record<'q' | 'state' | 'language' | 'role' | 'after', string | undefined>>;

const one = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text);

/** Reads it. What no list knows is left out, so that an old link still works. */
export function choiceIn({ q, state, language, role }: Partial<Asked>): OrganisedChoice {
  const text = q?.trim().slice(0, MOST_SEARCHED).trim();
  return {
    q: text || undefined,
    state: one(askedStates, state),
    language: language ? usualTag(language) : undefined,
    role: one(campaignRoles, role),
  };
}

export const isChosen = (choice: OrganisedChoice): boolean =>
  Object.values(choice).some((value) => value !== undefined);

/** The address of a list, with a further page of it. */
export function listAt(choice: OrganisedChoice, after?: string): string {
  const query = new URLSearchParams(
    Object.entries({ ...choice, after }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return query.size === 0 ? '/organise' : `/organise?${query}`;
}
