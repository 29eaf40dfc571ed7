import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Address } from '../ports.ts';

/** The engines by the names that `--engine` takes, in the order in which they are looked for. */
export const engineNames = ['dynoxide', 'dynamodb-local'] as const;
export type EngineName = (typeof engineNames)[number];

/** A database that speaks DynamoDB's protocol and can run on this computer. */
export interface Engine {
  readonly name: EngineName;
  /** The name that people read. */
  readonly title: string;
  /** The file in which it keeps every table, in our folder. It shows which engine wrote a folder. */
  readonly file: string;
  /**
   * Looks for the engine's program.
   * @returns the program. If it is not on this computer: one line that says what to type.
   * @throws {Refusal} if it is on this computer, but does not run.
   */
  find(place: Place): Promise<Program | string>;
}

/** Where to look for an engine. */
export interface Place {
  /** A list of folders, like the environment's PATH. */
  readonly path: string;
  /** Operating system and processor, as Node names them: `linux-x64`. */
  readonly system: string;
  /** The file that looks for packages. */
  readonly from: string;
  /** How long a program may take to show its version, in milliseconds. */
  readonly patience: number;
}

/** What a program prints if it is asked for its version. @throws {Error} if it fails. It is killed if it does not end. */
export const askVersion = (command: string, option: string, { path, patience }: Place) =>
  promisify(execFile)(command, [option], {
    env: { ...process.env, PATH: path },
    timeout: patience,
    killSignal: 'SIGKILL',
  });

/** A program that was found, and how to run it. */
export interface Program {
  /** A path, or a name on the PATH. */
  readonly command: string;
  readonly version: string;
  /** @param directory an absolute path. The last argument is this path, or a file in it. In memory if left out. */
  readonly args: (at: Address, directory: string | undefined) => string[];
  /** Prepares a folder that no process has open. */
  readonly prepare?: (directory: string) => void;
}
