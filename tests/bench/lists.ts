import { type Choice, chosenCampaigns } from '../../functions/core/overview/choose.ts';
import { chosenPeople } from '../../functions/core/overview/choose-people.ts';
import type { Overview } from '../../functions/core/overview/entry.ts';
import { campaignFit, personFit } from '../../functions/core/overview/fits.ts';
import { peopleIn } from '../../functions/core/overview/people.ts';
import { totalsOf } from '../../functions/core/overview/totals.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { benchAssets } from './assets.ts';
import { cpuSince } from './cpu.ts';
import { NOW, someEntry } from './overview.ts';
import { medianRow, type Row } from './row.ts';

const CAMPAIGNS = 10_000;
const ROUNDS = 15;
/** Words of the demonstration: a name that few campaigns have, and two that many have. */
const SEARCHED = 'Исмаилова';
const COMMON = 'free prison azerbaijan';

/** What it costs to find, sort and add up among 10,000 campaigns with 3 cases each, once they are read. */
export async function* benchLists(): AsyncGenerator<Row> {
  const overview: Overview = {
    entries: Array.from({ length: CAMPAIGNS }, (_, i) => someEntry(i).entry),
    checkedAt: NOW,
  };
  const list = (choice: Choice, q?: string) =>
    chosenCampaigns(overview, choice, { now: NOW, fit: q === undefined ? q : campaignFit(overview.entries, q, 'en') });
  const first = cpuOf(() => list({}, SEARCHED));
  yield { name: 'the first search, which folds all texts: our CPU', unit: 'ms', value: first };
  yield medianRow(
    'a search for one word: our CPU',
    'ms',
    rounds(() => list({}, SEARCHED)),
  );
  yield medianRow(
    'a search for three words: our CPU',
    'ms',
    rounds(() => list({}, COMMON)),
  );
  yield medianRow(
    'a list by trend: our CPU',
    'ms',
    rounds(() => list({})),
  );
  const people = () => chosenPeople(overview, {}, { fit: personFit(peopleIn(overview), SEARCHED, 'en') });
  yield { name: 'the first search among 30,000 people: our CPU', unit: 'ms', value: cpuOf(people) };
  yield medianRow('a search among 30,000 people: our CPU', 'ms', rounds(people));
  yield medianRow(
    'the sums of the dashboard: our CPU',
    'ms',
    rounds(() => totalsOf(overview, NOW)),
  );
  yield* benchPages(overview);
}

/** Whole pages: those of an overview that a process knows, and the first one after one campaign of it has changed. */
async function* benchPages(known: Overview): AsyncGenerator<Row> {
  let overview = known;
  const app = createSiteApp(
    siteDepsOf({
      overview: async () => overview,
      published: async () => undefined,
      publicUrl: 'https://petition.example.org',
      assets: benchAssets,
      clock: () => NOW,
    }),
  );
  const id = known.entries[0]?.cases[0]?.id;
  for (const path of ['/', '/dashboard', '/cases', `/cases/${id}`, `/?q=${SEARCHED}`, `/cases?q=${SEARCHED}`]) {
    const page = async () => {
      const used = process.cpuUsage();
      const { status } = await app.request(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      return cpuSince(used);
    };
    const pages = async (change: () => void) => {
      const cpu: number[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        change();
        cpu.push(await page());
      }
      return cpu;
    };
    const changed = () => {
      const [first, ...others] = overview.entries;
      if (first) overview = { ...overview, entries: [...others, { ...first, goal: first.goal + 1 }] };
    };
    const name = decodeURIComponent(path).replace(id ?? '', '{id}');
    await page();
    yield medianRow(`${name}: our CPU`, 'ms', await pages(() => undefined), '≤ 15');
    yield medianRow(`${name}, after one campaign has changed: our CPU`, 'ms', await pages(changed));
  }
}

const rounds = (work: () => unknown): number[] => Array.from({ length: ROUNDS }, () => cpuOf(work));

function cpuOf(work: () => unknown): number {
  const used = process.cpuUsage();
  work();
  return cpuSince(used);
}
