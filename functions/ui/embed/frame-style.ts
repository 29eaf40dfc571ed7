import { type Theme, themes } from '../browser/embed/choices.ts';

const DARK = / ?\(prefers-color-scheme:\s*dark\)/g;

/**
 * The styles of a frame in one theme. Content-Security-Policy allows no style in an attribute, and a class for each theme would
 * repeat every colour. So the condition of the dark colours is replaced by one that is always true, or never.
 */
export const themed = (styles: string, theme: Theme): string =>
  theme === 'auto' ? styles : styles.replace(DARK, theme === 'dark' ? ' all' : ' not all');

/** The styles in every theme, for the policy that allows them. */
export const allThemes = (styles: string): string[] => themes.map((theme) => themed(styles, theme));
