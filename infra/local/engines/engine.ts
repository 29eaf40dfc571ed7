/** The engines by the names that `--engine` takes, in the order in which they are looked for. */
export const engineNames = ['dynoxide', 'dynamodb-local'] as const;
export type EngineName = (typeof engineNames)[number];

/** A database that speaks DynamoDB's protocol and can run on this computer. */
export interface Engine {
  readonly name: EngineName;
  /** As people read it. */
  readonly title: string;
  /** The file in which it keeps every table, in a folder of ours. It shows which engine wrote a folder. */
  readonly file: string;
  /**
   * Looks for the engine's program.
   * @returns one line that says what to type if it is not here.
   * @throws {Refusal} if it is here, but does not run.
   */
  find(place: Place): Promise<Program | string>;
}

/** Where an engine is looked for. */
export interface Place {
  /** As the environment's PATH. */
  readonly path: string;
  /** Operating system and processor, as Node names them: `linux-x64`. */
  readonly system: string;
  /** The file that looks for packages. */
  readonly from: string;
}

/** A program that was found, and how it is run. */
export interface Program {
  /** A path, or a name on the PATH. */
  readonly command: string;
  readonly version: string;
  /** @param directory an absolute path, by which the last argument ends. In memory if left out. */
  readonly args: (port: number, directory: string | undefined) => string[];
  /** Makes a folder ready that no process has open. */
  readonly prepare?: (directory: string) => void;
}
