type Variables = Readonly<Record<string, string | undefined>>;

/** Settings of a stage that once had another name. That name is still read. */
const formerNames: Readonly<Record<string, string>> = {
  AMPARO_PUBLIC_KEYS: 'AMPARO_RECIPIENTS',
  AMPARO_CAMPAIGN_PUBLIC_KEYS: 'AMPARO_CAMPAIGN_RECIPIENTS',
};

export interface RenamedVariables {
  /** The same variables, each by its present name. */
  readonly variables: Variables;
  /** The name under which a variable was given. Messages use it, since a person looks for that one. */
  givenAs(name: string): string;
  /** A line for each setting that has two names here and two values. */
  readonly faults: readonly string[];
}

/** Reads variables whose names have changed. An empty one counts as none. */
export function withPresentNames(given: Variables): RenamedVariables {
  const renamed = Object.entries(formerNames).filter(([, former]) => given[former]);
  const onlyFormer = renamed.filter(([name]) => !given[name]);
  const clashing = renamed.filter(([name, former]) => given[name] && given[name] !== given[former]);
  return {
    variables: { ...given, ...Object.fromEntries(onlyFormer.map(([name, former]) => [name, given[former]])) },
    givenAs: (name) => onlyFormer.find(([present]) => present === name)?.[1] ?? name,
    faults: clashing.map(
      ([name, former]) =>
        `${name} and ${former} say different things: they are the new and the old name of one setting. Set only ${name}`,
    ),
  };
}
