type Variables = Readonly<Record<string, string | undefined>>;

/** Settings of a stage with their old names, which still work. */
const formerNames: Readonly<Record<string, string>> = {
  AMPARO_PUBLIC_KEYS: 'AMPARO_RECIPIENTS',
  AMPARO_CAMPAIGN_PUBLIC_KEYS: 'AMPARO_CAMPAIGN_RECIPIENTS',
};

export interface RenamedVariables {
  /** The same variables, under their present names. */
  readonly variables: Variables;
  /** The name that a person used for a variable. Messages use the same. */
  givenAs(name: string): string;
  /** A line for each setting with two names and two values. */
  readonly faults: readonly string[];
}

/** Reads variables whose names have changed. An empty one counts as missing. */
export function withPresentNames(given: Variables): RenamedVariables {
  const renamed = Object.entries(formerNames).filter(([, former]) => given[former]);
  const onlyFormer = renamed.filter(([name]) => !given[name]);
  const clashing = renamed.filter(([name, former]) => given[name] && given[name] !== given[former]);
  return {
    variables: { ...given, ...Object.fromEntries(onlyFormer.map(([name, former]) => [name, given[former]])) },
    givenAs: (name) => onlyFormer.find(([present]) => present === name)?.[1] ?? name,
    faults: clashing.map(
      ([name, former]) =>
        `${name} and ${former} have different values, but are the new and the old name of one setting. Set only ${name}`,
    ),
  };
}
