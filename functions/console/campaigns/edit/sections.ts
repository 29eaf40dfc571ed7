import type { Section } from './section.ts';
import { cases } from './sections/cases.tsx';
import { choices } from './sections/choices.tsx';
import { dates } from './sections/dates.tsx';
import { group } from './sections/group.tsx';
import { handOver } from './sections/hand-over.tsx';
import { keys } from './sections/keys.tsx';
import { picture } from './sections/picture.tsx';
import { references } from './sections/references.tsx';
import { sources } from './sections/sources.tsx';
import { targets } from './sections/targets.tsx';
import { texts } from './sections/texts.tsx';
import { translationNamed, translations } from './sections/translations.tsx';
import { won } from './sections/won.tsx';

/** What a campaign is made of, in the order in which most are written. */
const written: readonly Section[] = [texts, picture, cases, targets, dates, references, translations];
/** What most campaigns leave as it is. */
const settings: readonly Section[] = [choices, keys, group, sources];
/** What happens once people can sign. */
const outcome: readonly Section[] = [handOver, won];

/** All sections. */
export const sections: readonly Section[] = [...written, ...outcome, ...settings];

/** The sections as the page of a campaign has them. They keep their places in every state, so that people find them again. */
export const tasks = { written, outcome, settings } as const;

/** The section that an address names. @param mayPublish whether it is for somebody who may: then it also translates the group. */
export const sectionNamed = (name: string, mayPublish = false): Section | undefined =>
  sections.find((one) => one.name === name) ?? translationNamed(name, mayPublish);

/** The section that writes a field of the file. */
export const ownerOf = (field: string): Section | undefined =>
  sections.find(({ name, owns = [name] }) => owns.some((one) => one === field));
