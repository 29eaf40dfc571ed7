import type { Reporter, TestSpecification, Vitest } from 'vitest/node';
import { leftOut } from './parts.ts';

/** Prints at the end of `npm test` the parts that it left out, with their scripts. */
export class LeftOut implements Reporter {
  private vitest: Vitest | undefined;
  private ran = new Set<string>();

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunStart(files: readonly TestSpecification[]): void {
    this.ran = new Set(files.map(({ project }) => project.name));
  }

  onTestRunEnd(): void {
    // A run of one part or one file does not claim to be all.
    if (!['journeys', 'rooms', 'stacks'].every((project) => this.ran.has(project)) || this.ran.has('deploy')) return;
    const width = Math.max(...leftOut.map(({ script }) => script.length));
    const lines = leftOut.map(({ script, does }) => `  npm run ${script.padEnd(width)}  ${does}\n`);
    this.vitest?.logger.log(`\nLeft out here, and run by .ci/run:\n${lines.join('')}`);
  }
}
