import type { Section } from './section.ts';
import { texts } from './sections/texts.tsx';

/** All sections, in the order of the list of tasks. */
export const sections: readonly Section[] = [texts];

/** The section that an address names. */
export const sectionNamed = (name: string): Section | undefined => sections.find((one) => one.name === name);

/** The section that writes a field of the file. */
export const ownerOf = (field: string): Section | undefined =>
  sections.find(({ name, owns = [name] }) => owns.some((one) => one === field));
