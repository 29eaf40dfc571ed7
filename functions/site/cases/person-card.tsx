import type { Person } from '../../core/overview/people.ts';
import { languagesIn } from '../../ui/language.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { BlankPerson } from '../list/blank.tsx';
import { Pictured } from '../picture.tsx';
import type { SpokenPerson } from '../spoken-person.ts';
import { heldWords } from './held-words.ts';

const SIZES = '(width < 40rem) 40vw, 14rem';

/** A person in a list. */
export const PersonCard = ({ one, now, translator }: { one: SpokenPerson; now: number; translator: Translator }) => {
  const { t, country } = translator;
  const lang = languagesIn(one.from, translator);
  return (
    <li class="entry person">
      {one.picture?.made && one.picturedBy ? (
        <Pictured
          slug={one.picturedBy.slug}
          picture={{ ...one.picture, alt: '' }}
          sizes={SIZES}
          isSmall
          {...{ lang, translator }}
        />
      ) : (
        <BlankPerson one={one} />
      )}
      <p class={`status status-${one.status}`}>{heldWords(one, now, translator)}</p>
      <h2 lang={lang(one, 'name').lang}>
        <a href={translator.href(`/cases/${one.id}`)}>
          <bdi>{one.name}</bdi>
        </a>
      </h2>
      {one.work && (
        <p lang={lang(one, 'work').lang}>
          <bdi>{one.work}</bdi>
        </p>
      )}
      <p class="hint">
        {[one.country && country(one.country), isGroup(one) && t('case.people', { people: one.people })]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
};

/** The name of a group often has its number, such as “14 people”. */
const isGroup = ({ people, name }: Person): boolean => people > 1 && !name.includes(String(people));
