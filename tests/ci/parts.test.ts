import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import config from '../../vitest.config.ts';
import { leftOut, rounds } from './parts.ts';

const parts = rounds.flat(2);
const scripts: Record<string, string> = packageJson.scripts;
/** The projects of vitest that a script runs, also by the scripts that it calls. */
const projectsOf = (script: string): (string | undefined)[] => {
  const line = scripts[script] ?? '';
  const called = [...line.matchAll(/npm run (?:--silent )?(\S+)/g)].flatMap(([, name = '']) => projectsOf(name));
  return [...[...line.matchAll(/--project (\S+)/g)].map(([, name]) => name), ...called];
};

it('runs every project of vitest in a part of .ci/run, and names in each a script that exists', () => {
  const projects = config.test?.projects?.map((project) => (project as { test: { name: string } }).test.name) ?? [];
  expect(projects.length).toBeGreaterThan(5);
  // It is there only for its own script.
  if (!projects.includes('dynamodb-local')) projects.push('dynamodb-local');
  expect(parts.filter(({ script }) => !(script in scripts))).toEqual([]);
  expect(new Set(parts.flatMap(({ script }) => projectsOf(script)))).toEqual(new Set(projects));
});

it('runs in .ci/run all that npm test leaves out, and nothing of it in npm test', () => {
  const test = projectsOf('test');
  expect(parts.map(({ script }) => script).sort()).toEqual(
    ['check', 'test', ...leftOut.map(({ script }) => script)].sort(),
  );
  for (const { script } of leftOut) for (const project of projectsOf(script)) expect(test).not.toContain(project);
});
