import type { Child } from 'hono/jsx';
import { type ConsoleView, consolePage } from './page.tsx';
import { t, type Word } from './words.ts';

/** A form that was refused, as the page of its refusal shows it. */
export interface RefusedForm {
  /** What stands above the title. */
  readonly alert?: Child;
  readonly content: Child;
  readonly takesPictures: boolean;
}

/** A link to where somebody may go on. */
export interface WayBack {
  readonly href: string;
  readonly word: Word;
}

/**
 * Says why something was not done, and what would help.
 * @param again where to try it again, if that may help.
 * @param back a page around it that helps, if the reader may see it.
 * @param form what became of the form that was refused.
 */
export const problemPage = (
  view: ConsoleView,
  {
    title,
    detail,
    note,
    again,
    back,
    form,
  }: {
    title: string;
    detail: string;
    note?: string | undefined;
    again?: string | undefined;
    back?: WayBack | undefined;
    form?: RefusedForm | undefined;
  },
): string =>
  consolePage(
    view,
    { title, takesPictures: form?.takesPictures ?? false },
    form?.alert,
    <h1>{title}</h1>,
    <p>{detail}</p>,
    note && <p>{note}</p>,
    form?.content,
    <p class="buttons">
      {again && (
        <a class="button" href={again}>
          {t('failed.again')}
        </a>
      )}
      {back && <a href={back.href}>{t(back.word)}</a>}
      <a href="/organise">{t('console.problem-home')}</a>
    </p>,
  );

/**
 * Says that a form was too large to be read, such as one with a large photo.
 * @param back the page of the form. @param megabytes how large a picture may be, if the form takes one.
 */
export function tooLargePage(
  view: ConsoleView,
  { back, megabytes, ...words }: { title: string; detail: string; back: string; megabytes: number | undefined },
): string {
  const title = megabytes === undefined ? words.title : t('picture.too-large.title');
  return consolePage(
    view,
    { title },
    <h1>{title}</h1>,
    <p class="lead">{megabytes === undefined ? words.detail : t('picture.too-large.detail', { megabytes })}</p>,
    <p>{t('picture.too-large.typed')}</p>,
    <p>
      <a href={back}>{t('picture.too-large.back')}</a>
    </p>,
  );
}
