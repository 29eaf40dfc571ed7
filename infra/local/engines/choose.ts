import { Refusal } from '../program.ts';
import { dynamoDbLocal, JAVA } from './dynamodb-local.ts';
import { dynoxide, howToInstall } from './dynoxide.ts';
import { type Engine, type EngineName, engineNames, type Place, type Program } from './engine.ts';

const engines: Record<EngineName, Engine> = { dynoxide, 'dynamodb-local': dynamoDbLocal };

/** An engine that is here and can be started. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly program: Program;
}

/** This computer, as this process sees it. */
export const here = (): Place => ({
  path: process.env.PATH ?? '',
  system: `${process.platform}-${process.arch}`,
  from: import.meta.filename,
  // Java takes a second, and much longer on a busy computer.
  patience: 30_000,
});

/**
 * Chooses the engine of that name. Without a name: the first that is here.
 * @throws {Refusal} with one line that says what to type, if it is not here or does not run.
 */
export async function chooseEngine(name?: EngineName, place: Place = here()): Promise<ChosenEngine> {
  for (const each of name ? [name] : engineNames) {
    const engine = engines[each];
    const program = await engine.find(place);
    if (typeof program !== 'string') return { engine, program };
    if (name) throw new Refusal(program);
  }
  throw new Refusal(`There is no database engine here: ${howToInstall(place)}, or install Java ${JAVA} or newer.`);
}

/** @throws {Refusal} with the names that there are. */
export function engineNamed(name: string): EngineName {
  const found = engineNames.find((known) => known === name);
  if (!found)
    throw new Refusal(`There is no engine ${JSON.stringify(name)}: --engine takes ${engineNames.join(' or ')}.`);
  return found;
}

/** The engine other than `engine` that has written a folder. */
export const otherWriter = (engine: Engine, has: (file: string) => boolean): Engine | undefined =>
  has(engine.file) ? undefined : Object.values(engines).find(({ file }) => has(file));
