import type { Translator } from '../../ui/messages/messages.ts';
import { addressOf, type ListAsked } from './asked.ts';

/** Pages that are always linked: the first, the last, and those beside the one that is shown. */
const BESIDE = 1;

/** Links to the other pages of a list. Nothing if there is one page. */
export const Paging = ({
  path,
  asked,
  page,
  pages,
  translator: { t, number, href },
}: {
  path: string;
  asked: ListAsked;
  page: number;
  pages: number;
  translator: Translator;
}) => {
  if (pages === 1) return null;
  const to = (other: number) => href(addressOf(path, { ...asked, page: other }));
  const near = Array.from({ length: pages }, (_, i) => i + 1).filter(
    (one) => one === 1 || one === pages || Math.abs(one - page) <= BESIDE,
  );
  return (
    <nav class="paging" aria-label={t('list.pages')}>
      {page > 1 && (
        <a href={to(page - 1)} rel="prev">
          {t('list.previous')}
        </a>
      )}
      <ol>
        {near.map((one, i) => (
          <li>
            {one - (near[i - 1] ?? 0) > 1 && <span aria-hidden="true">… </span>}
            {one === page ? (
              <span aria-current="page">{number(one)}</span>
            ) : (
              <a href={to(one)} aria-label={t('list.page', { page: one })}>
                {number(one)}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <a href={to(page + 1)} rel="next">
          {t('list.next')}
        </a>
      )}
    </nav>
  );
};
