import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { endKeptProcess, KeptProcess } from './kept-process.ts';
import { stacks } from './rooms.ts';

/** These make few stacks and notice most mutants. */
const FIRST = ['numbers', 'permissions', 'resource-policies'];
/** These take longest. */
const LAST = ['peak', 'let-in'];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const name = basename(moduleId, '.test.ts');
      const first = FIRST.indexOf(name);
      return first >= 0 ? first : FIRST.length + (LAST.includes(name) ? 1 : 0);
    };
    return files.toSorted((one, other) => place(one) - place(other));
  }
}

/** The tests of the stacks, for mutants. Stryker chooses how processes run, so they are chosen once more after it did. */
export default defineConfig({
  plugins: [
    {
      name: 'kept-process',
      configureVitest({ project, vitest }) {
        project.config.pool = 'kept-process';
        project.config.poolRunner = {
          name: 'kept-process',
          createPoolWorker: (options) => new KeptProcess(options),
        };
        vitest.onClose(endKeptProcess);
      },
    },
  ],
  test: {
    include: [...stacks.tests],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    // CDK's own check of a template takes longer than to make it. Here our tests are judged, not CDK.
    env: { CDK_VALIDATION: 'false' },
    sequence: { sequencer: QuickFirst },
  },
});
