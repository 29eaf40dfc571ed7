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

/** All sections, in the order of the list of tasks. */
export const sections: readonly Section[] = [
  texts,
  picture,
  targets,
  cases,
  dates,
  references,
  choices,
  keys,
  group,
  translations,
  sources,
  handOver,
  won,
];

/** The section that an address names. */
export const sectionNamed = (name: string): Section | undefined =>
  sections.find((one) => one.name === name) ?? translationNamed(name);

/** The section that writes a field of the file. */
export const ownerOf = (field: string): Section | undefined =>
  sections.find(({ name, owns = [name] }) => owns.some((one) => one === field));
