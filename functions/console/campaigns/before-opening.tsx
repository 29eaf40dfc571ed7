import type { Child } from 'hono/jsx';
import { hasRight } from '../../core/access/rights.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import type { Group } from '../../core/campaigns/group.ts';
import { olderTranslations } from '../../core/campaigns/older-demands.ts';
import type { OpenedTo } from '../../core/campaigns/turns.ts';
import { Answers, fieldId } from '../ui/form.tsx';
import { clockWords, numberWords, t, type Word } from '../ui/words.ts';
import { backToOpening, sectionAt } from './address.ts';
import { languageName } from './edit/places.ts';
import { missingIn, tagsOf } from './edit/sections/translations.tsx';
import { sectionNamed } from './edit/sections.ts';

/**
 * What everybody will read once a draft opens, and who is responsible for the data of those who sign. Each row leads to the field that
 * changes it, and that page back here. @param ofAll the group of the installation. @param to who will see it. @param now milliseconds since the epoch.
 */
export const BeforeOpening = ({
  campaign,
  ofAll,
  to,
  actor,
  now,
}: {
  campaign: Campaign;
  ofAll: Group | undefined;
  to: OpenedTo;
  actor: SessionActor;
  now: number;
}) => {
  const { slug, language, demand, goal, opensAt, closesAt, cases, picture, targets } = campaign;
  const group = campaign.group ?? ofAll;
  const row = (name: Word, section: string, value: Child, field?: string) => {
    const right = sectionNamed(section)?.right;
    const isTheirs = right !== undefined && hasRight(actor, right, slug);
    const href = sectionAt(slug, section, backToOpening(to)) + (field === undefined ? '' : `#${fieldId(field)}`);
    return { name, value, change: isTheirs ? { href } : undefined };
  };
  const inItsLanguage = (text: string) => (
    <span lang={language} dir="auto">
      {text}
    </span>
  );
  const moment = (iso: string) => clockWords(iso, campaign);
  const mayPublish = hasRight(actor, 'campaign.publish', slug);
  const older = olderTranslations(campaign);
  const translated = (tag: string) => {
    if (older.includes(tag)) return t('open.check.languages.older', { language: languageName(tag) });
    const missing = missingIn(campaign, tag, mayPublish);
    return missing === 0
      ? languageName(tag)
      : t('open.check.languages.missing', { language: languageName(tag), missing });
  };
  return (
    <Answers
      rows={[
        row('open.check.visibility', 'choices', t(`choice.visibility-${to}`), 'visibility'),
        row('open.check.group', 'group', group?.name, 'group.name'),
        row('open.check.controller', 'group', group?.controller ?? group?.name, 'group.controller'),
        row('open.check.contact', 'group', group?.contact, 'group.contact'),
        row('open.check.demand', 'texts', inItsLanguage(demand), 'demand'),
        row(
          'open.check.targets',
          'targets',
          inItsLanguage(targets.map(({ name }) => name).join(', ')),
          'targets.0.name',
        ),
        row('open.check.goal', 'texts', t('open.check.goal.words', { goal: numberWords(goal) }), 'goal'),
        row(
          'open.check.opens',
          'dates',
          Date.parse(opensAt) > now ? moment(opensAt) : t('open.check.opens.now'),
          'opensAt',
        ),
        row(
          'open.check.closes',
          'dates',
          closesAt === undefined ? t('open.check.closes.never') : moment(closesAt),
          'closesAt',
        ),
        row('open.check.cases', 'cases', t('open.check.cases.words', { cases: cases.length })),
        row('open.check.picture', 'picture', picture ? inItsLanguage(picture.alt) : t('open.check.picture.none')),
        row(
          'open.check.languages',
          'translations',
          [languageName(language), ...tagsOf(campaign).map((tag) => translated(tag))].join(', '),
        ),
      ]}
    />
  );
};
