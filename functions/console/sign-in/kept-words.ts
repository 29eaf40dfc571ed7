import { isCampaignRole } from '../../core/access/roles.ts';
import { CAMPAIGN_FILE } from '../ui/campaign-file.ts';
import { wholeLabel, withoutMark } from '../ui/labels.ts';
import { shownValue } from '../ui/picture-file.tsx';
import { isWord, t, type Word, wordFor } from '../ui/words.ts';

/** The words of a form that comes back without its page: each field as its own page calls it. */

/** Forms whose fields have other words than those of a campaign or a case, by where they are sent. */
const forms: readonly (readonly [at: RegExp, labels: Readonly<Record<string, Word>>])[] = [
  [/\/updates\/[^/]+$/, of('updates.field', ['title', 'text', 'at', 'when'])],
  [/\/import$/, { text: 'import.text', [CAMPAIGN_FILE]: 'import.upload.label' }],
  [/^\/organise\/campaigns\/new$/, { 'targets.0.name': 'new.target' }],
  [/\/win$/, of('turn.win', ['on', 'words'])],
  [/\/undo$/, { happened: 'undo.said.tick' }],
  [/\/edit\/cases$/, { 'cases.place': 'cases.section.place', 'cases.out': 'cases.section.out' }],
  [/^\/organise\/tokens\//, of('tokens', ['name', 'scopes', 'campaigns', 'days'])],
  [
    /^\/organise\/people\//,
    of('people', ['email', 'kind', 'campaign', 'role'], {
      name: 'people.name.short',
      'campaign-name': 'people.campaign.other',
    }),
  ],
];

function of(before: string, names: readonly string[], more: Readonly<Record<string, Word>> = {}) {
  const words = names.map((name) => [name, `${before}.${name}`] as const);
  return { ...more, ...Object.fromEntries(words.flatMap(([name, word]) => (isWord(word) ? [[name, word]] : []))) };
}

/** @param action where the form is sent. @returns undefined for what no person has typed, such as the number of a version. */
export function keptLabel(action: string, name: string): string | undefined {
  const label = formLabel(action, name);
  return label && withoutMark(label);
}

/** The label that its form has. */
function formLabel(action: string, name: string): string | undefined {
  const path = action.split('?')[0] ?? '';
  const labels = forms.find(([at]) => at.test(path))?.[1] ?? {};
  const own = labels[name] ?? labels[name.replace(/\.\d+(?=\.)/g, '')];
  if (own !== undefined) return t(own);
  const [, date = '', part] = /^(.+)\.(day|month|year|time)$/.exec(name) ?? [];
  const whole = labels[date];
  if (whole !== undefined) return `${withoutMark(t(whole))}: ${t(`edit.date.${part}` as Word)}`;
  const [, slug] = /^role-(.+)$/.exec(name) ?? [];
  if (slug !== undefined) return `${t('people.role-in')} ${slug}`;
  const label = wholeLabel(name);
  // A text of a translation is called by its place. What has no words is a field of the page itself.
  return (label === name || label.endsWith(`, ${name}`)) && !name.includes('/') ? undefined : label;
}

/** Fields that are chosen, and before the words of their options. Roles and days have words of their own. */
const chosen: Readonly<Record<string, string>> = {
  when: 'updates.when.',
  kind: 'people.kind.',
  scopes: 'scope.',
  visibility: 'choice.visibility-',
  publish: 'choice.publish-',
};

/** What was typed or chosen, as its page says it. */
export function keptValue(name: string, values: readonly string[]): string {
  const [value = ''] = values;
  if (value === 'yes') return t('compare.yes');
  if (/^role(?:-|$)/.test(name) && isCampaignRole(value)) return t(`role.${value}` satisfies Word);
  if (name === 'days' && /^\d+$/.test(value)) return t('tokens.days.option', { days: Number(value) });
  const before = chosen[name];
  if (before === undefined) return shownValue(name, values);
  return values.map((one) => wordFor(before + one) ?? one).join(', ');
}
