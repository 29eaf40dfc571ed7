import { createRequire } from 'node:module';

/** The script of axe (https://github.com/dequelabs/axe-core), for a page of a browser. */
export const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Runs it, with the size of targets (WCAG 2.2, AA), which axe leaves out unless it is asked. */
export const RUN_AXE = runAxe({ 'target-size': true });

/** What other colours change: dark is the same page otherwise. These rules take axe as long as all others. */
export const RUN_AXE_ON_COLOURS = "axe.run({ runOnly: ['color-contrast', 'link-in-text-block'] })";

/** What another width changes. Colours stay. */
export const RUN_AXE_ON_SHAPES = runAxe({
  'target-size': true,
  'color-contrast': false,
  'link-in-text-block': false,
});

function runAxe(isEnabled: Readonly<Record<string, boolean>>): string {
  const rules = Object.entries(isEnabled).map(([rule, enabled]) => [rule, { enabled }]);
  return `axe.run(${JSON.stringify({ rules: Object.fromEntries(rules) })})`;
}
