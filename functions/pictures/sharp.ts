import type sharp from 'sharp';
import type { Sharp } from 'sharp';

/** The library for pictures: of the computer for commands, as WebAssembly for the function. Both have one API. */
export type SharpConstructor = typeof sharp;
export type { Sharp };
