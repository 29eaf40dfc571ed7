/**
 * What a dashboard can do in addition with JavaScript. Its total moves as on the campaign's page. Charts show their values under a
 * pointer, a finger or the arrow keys, and become pictures of pixels.
 */
import { offerPng } from './chart-png.ts';
import { showValues } from './chart-values.ts';
import { watchCounts } from './live-count.ts';
import { showCountries } from './map-values.ts';

for (const counter of document.querySelectorAll<HTMLElement>('[data-counts]')) watchCounts(counter);
for (const plot of document.querySelectorAll<HTMLElement>('[data-hover]')) showValues(plot);
for (const map of document.querySelectorAll<SVGSVGElement>('figure svg.world')) showCountries(map);
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-png]')) offerPng(button);
