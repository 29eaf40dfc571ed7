import * as z from 'zod/mini';
import { language as languageField } from '../../../core/campaigns/fields.ts';
import { slugFor } from '../../../core/campaigns/slug.ts';
import { ConsoleForm, EnterButton, ErrorSummary } from '../../ui/form.tsx';
import { FormId } from '../../ui/form-id.tsx';
import { hintOf } from '../../ui/labels.ts';
import { type ConsoleView, consolePage, type Me } from '../../ui/page.tsx';
import { t } from '../../ui/words.ts';
import { DateFields } from '../edit/dates.tsx';
import { inFormOrder } from '../edit/errors.ts';
import { LineField, MarkdownField } from '../edit/fields.tsx';
import { languageTag } from '../edit/places.ts';
import type { Typed } from '../edit/section.ts';
import { Zones } from '../edit/sections/dates.tsx';
import { one } from '../edit/typed.ts';
import type { FaultyForm } from './form.ts';

/** Fields that few people need. They are under a heading that opens by itself where they have something, or a fault. */
const inMore = ['slug', 'timeZone'];

/** The least that a draft needs. All else is written afterwards. */
export function newPage(
  view: ConsoleView & { readonly me: Me },
  { typed, errors: faults, becomes }: FaultyForm,
): string {
  const title = t('new.title');
  const errors = inFormOrder(faults, typed);
  const text = { typed, errors, language: languageOf(typed) };
  const slug = one(typed, 'slug').trim() === '' ? (becomes ?? slugFor(one(typed, 'title'))) : undefined;
  const isFilled = (name: string) => one(typed, name).trim() !== '';
  const hasFault = (name: string) => errors.some(({ field }) => field === name);
  return consolePage(
    view,
    { title, hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    <h1>{title}</h1>,
    <p>{t('new.lead')}</p>,
    <ConsoleForm me={view.me} action="/organise/campaigns/new">
      <FormId typed={typed} />
      <EnterButton>{t('new.do')}</EnterButton>
      <LineField name="title" rows={2} {...text} />
      <LineField name="demand" rows={3} {...text} />
      <LineField name="targets.0.name" {...text} label={t('new.target')} hint={t('new.target.hint')} />
      <LineField name="summary" rows={3} {...text} />
      <MarkdownField name="why" {...text} />
      <LineField name="goal" short inputmode="numeric" {...{ typed, errors }} />
      <DateFields name="opensAt" {...{ typed, errors }} hint={t('new.opens.hint')} />
      <DateFields name="closesAt" {...{ typed, errors }} hint={t('new.closes.hint')} />
      <LineField name="language" {...{ typed, errors }} />
      <details class="more-fields" open={inMore.some((name) => isFilled(name) || hasFault(name))}>
        <summary>{t('new.more')}</summary>
        <LineField
          name="slug"
          {...{ typed, errors }}
          hint={[hintOf('slug'), slug && t('new.slug.becomes', { slug })].filter(Boolean).join(' ')}
        />
        <LineField name="timeZone" list="zones" {...{ typed, errors }} />
        <Zones />
      </details>
      <p class="buttons">
        <button class="button" type="submit">
          {t('new.do')}
        </button>
        <a href="/organise">{t('console.cancel')}</a>
      </p>
    </ConsoleForm>,
    <p>
      <a href="/organise/import">{t('import.instead')}</a>
    </p>,
  );
}

/** Each text says its language. What was typed may be none. */
function languageOf(typed: Typed): string {
  const tag = languageTag(one(typed, 'language'));
  return z.safeParse(languageField, tag).success ? tag : 'en';
}
