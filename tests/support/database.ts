import type { TestProject } from 'vitest/node';
import { chooseEngine, engineNamed } from '../../infra/local/engines/choose.ts';
import { type Database, startDatabase } from '../../infra/local/engines/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbEndpoint: string;
  }
}

/** The engine that tests run on: the one that DATABASE_ENGINE names, or the first that is here. */
export const testEngine = process.env.DATABASE_ENGINE ? engineNamed(process.env.DATABASE_ENGINE) : undefined;

/** @param directory where tables are kept; in memory if left out. */
export const startTestDatabase = async (directory?: string): Promise<Database> =>
  startDatabase(await chooseEngine(testEngine), directory);

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startTestDatabase();
  project.provide('dynamoDbEndpoint', database.endpoint);
  return () => database.stop();
}
