import { expect, it } from 'vitest';
import { deployedIn, languagesDeployed } from '../../commands/campaign/deployed.ts';
import { undeployedLines } from '../../commands/campaign/print.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';

const [group, named, unknown] = ['age1group', 'age1named', 'age1unknown'];
const linesIn = (environment: Record<string, string>, ...keys: string[]) =>
  undeployedLines(keys, deployedIn(environment, 'prod'));

it('names each key of a campaign that is missing among the deployed keys of the environment', () => {
  const both = { AMPARO_PUBLIC_KEYS: group, AMPARO_CAMPAIGN_PUBLIC_KEYS: `${named}, age1other` };
  expect(linesIn(both, group, unknown, named)).toEqual([expect.stringContaining(`: ${unknown}. Deploy it first`)]);
  expect(linesIn({ AMPARO_PUBLIC_KEYS: group }, named, unknown)).toHaveLength(2);
});

it('asks whether the found keys were deployed, and finds each key if `any` is allowed', () => {
  for (const keys of [group, 'any']) {
    const environment = { AMPARO_PUBLIC_KEYS: 'age1other', AMPARO_CAMPAIGN_PUBLIC_KEYS: keys };
    expect(linesIn(environment, group)).toEqual([
      expect.stringMatching(/ has every recipient here\. Have you deployed them\?$/),
    ]);
  }
});

it('compares with nothing where the environment names no keys, or is about another stage', () => {
  expect(linesIn({}, group)).toEqual([]);
  expect(linesIn({ AMPARO_STAGE: 'dev', AMPARO_PUBLIC_KEYS: group }, unknown)).toEqual([]);
  expect(linesIn({ AMPARO_STAGE: 'prod', AMPARO_PUBLIC_KEYS: group }, unknown)).toHaveLength(1);
});

it('reads the keys by their former names too, and refuses two names with two values', () => {
  const former = { AMPARO_RECIPIENTS: group, AMPARO_CAMPAIGN_RECIPIENTS: named };
  expect(linesIn(former, group, named, unknown)).toEqual([expect.stringContaining(`: ${unknown}. Deploy it first`)]);
  expect(() => linesIn({ ...former, AMPARO_PUBLIC_KEYS: named }, group)).toThrow(
    'AMPARO_PUBLIC_KEYS and AMPARO_RECIPIENTS have different values',
  );
});

it.each([
  [['en', 'az'], { AMPARO_LANGUAGES: 'en, az', AMPARO_STAGE: 'prod' }],
  [['en'], { AMPARO_LANGUAGES: 'en' }],
  [USUAL_LANGUAGES, { AMPARO_DOMAIN: 'petition.example.org' }],
  // The settings are those of another stage.
  [undefined, { AMPARO_LANGUAGES: 'en', AMPARO_DOMAIN: 'test.example.org', AMPARO_STAGE: 'test' }],
  [undefined, {}],
])('knows the languages %s of a stage by the settings of its deploy', (languages, environment) => {
  expect(languagesDeployed(environment, 'prod')).toEqual(languages);
});
