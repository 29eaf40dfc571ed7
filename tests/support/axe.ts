import { createRequire } from 'node:module';

/** The script of axe (https://github.com/dequelabs/axe-core), for a page of a browser. */
export const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Runs it, with the size of targets (WCAG 2.2, AA), which axe leaves out unless it is asked. */
export const RUN_AXE = "axe.run({ rules: { 'target-size': { enabled: true } } })";
