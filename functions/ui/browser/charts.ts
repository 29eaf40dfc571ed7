/**
 * What charts can do in addition with JavaScript: show their values under a pointer, a finger or the arrow keys, and become
 * pictures of pixels.
 */
import { offerPng } from './chart-png.ts';
import { showValues } from './chart-values.ts';
import { showCountries } from './map-values.ts';

for (const plot of document.querySelectorAll<HTMLElement>('[data-hover]')) showValues(plot);
for (const map of document.querySelectorAll<SVGSVGElement>('figure svg.world')) showCountries(map);
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-png]')) offerPng(button);
