import { languagesIn } from '../../ui/language.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { partialDate } from '../partial-date.ts';
import type { DashboardView } from '../views.ts';
import type { CampaignEvent, Mark } from './events.ts';

/** So many events of one mark are listed. */
const LISTED = 4;

/** What the marks of a picture stand for, each with its date. */
export const MarkList = ({
  marks,
  campaign,
  translator,
}: { marks: readonly Mark[] } & Pick<DashboardView, 'campaign' | 'translator'>) => (
  <>
    <ol class="chart-marks">
      {marks.map(({ events }, i) => (
        <li>
          <b>{translator.number(i + 1)}</b>
          <ul>
            {events.slice(0, LISTED).map((event) => (
              <li>
                <time datetime={event.on}>{eventDate(event, translator)}</time>{' '}
                <span {...('text' in event && languagesIn(campaign, translator)(event, 'text'))}>
                  {eventWords(event, translator)}
                </span>
              </li>
            ))}
            {events.length > LISTED && (
              <li class="hint">{translator.t('dashboard.events.more', { more: events.length - LISTED })}</li>
            )}
          </ul>
        </li>
      ))}
    </ol>
    {marks.some(({ events }) => events.length > LISTED) && (
      <p class="hint">
        <a href={translator.href(`/campaigns/${campaign.slug}#updates`)}>{translator.t('dashboard.events.all')}</a>
      </p>
    )}
  </>
);

/** The same list in lines of text. */
export function markLines(marks: readonly Mark[], translator: Translator): string[] {
  const { t, list } = translator;
  return marks.map(({ events }, i) => {
    const listed = events
      .slice(0, LISTED)
      .map((event) => t('site.pair', { name: eventDate(event, translator), value: eventWords(event, translator) }));
    const left = events.length - LISTED;
    const more = left > 0 ? [t('dashboard.events.more', { more: left })] : [];
    return t('dashboard.mark', { number: i + 1, events: list([...listed, ...more]) });
  });
}

/** When an event was, as exactly as it is known, in words. */
export const eventDate = (event: CampaignEvent, translator: Translator): string =>
  'since' in event && event.since !== undefined
    ? translator.dateSpan(event.since, event.on)
    : partialDate(event.on, translator);

/** An event in a few words. */
export function eventWords(event: CampaignEvent, { t }: Pick<Translator, 't'>): string {
  if (event.kind === 'update') return event.text;
  if (event.kind === 'milestone') return t('dashboard.event.milestone', { signatures: event.signatures });
  if ('text' in event) return t(`dashboard.event.${event.kind}`, { name: event.text });
  return t(`dashboard.event.${event.kind}`);
}
