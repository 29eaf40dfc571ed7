import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Lanes take test files in the order in which vitest.config.ts lists their projects: those with long files come first, so
 * that no lane begins one when the others have nothing left. Within a project, the order is vitest's own.
 */
export class InOrderOfProjects extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const listed = this.ctx.projects.map(({ name }) => name);
    const placeOf = ({ project }: TestSpecification) => listed.indexOf(project.name);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
