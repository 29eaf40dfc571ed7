import { campaignRoles } from '../../core/access/roles.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import type { OrganisedChoice } from '../../core/overview/organise-list.ts';
import { askedStates } from '../../core/overview/organise-list.ts';
import { roleName } from '../people/words.ts';
import { t, type Word } from '../ui/words.ts';
import { isChosen } from './asked.ts';
import { byLanguageName, languageName } from './edit/places.ts';

/** Finds campaigns, and chooses which of them a list shows. @param languages of all that the organiser may see. */
export const ListForm = ({
  choice,
  languages,
  hasRoles,
}: {
  choice: OrganisedChoice;
  languages: readonly string[];
  hasRoles: boolean;
}) => (
  <search>
    <form class="list-form" method="get" action="/organise">
      <div class="field list-form-words">
        <label for="list-q">{t('list.q')}</label>
        <input id="list-q" name="q" type="search" maxlength={MOST_SEARCHED} value={choice.q ?? ''} dir="auto" />
      </div>
      <Choice
        name="state"
        word="list.state"
        all={choice.q === undefined ? 'list.state.all' : 'list.state.any'}
        options={askedStates.map((state) => [state, t(`state.${state}` satisfies Word)])}
        chosen={choice.state}
      />
      {languages.length > 1 && (
        <Choice
          name="language"
          word="list.language"
          all="list.language.all"
          options={byLanguageName(languages).map((tag) => [tag, languageName(tag)])}
          chosen={choice.language}
        />
      )}
      {hasRoles && (
        <Choice
          name="role"
          word="list.role"
          all="list.role.all"
          options={campaignRoles.map((role) => [role, roleName(role)])}
          chosen={choice.role}
        />
      )}
      <p class="buttons">
        <button class="button button-quiet" type="submit">
          {t('list.find')}
        </button>
        {isChosen(choice) && <a href="/organise">{t('list.clear')}</a>}
      </p>
    </form>
  </search>
);

const Choice = ({
  name,
  word,
  all,
  options,
  chosen,
}: {
  name: string;
  word: Word;
  all: Word;
  options: readonly (readonly [value: string, label: string])[];
  chosen: string | undefined;
}) => (
  <div class="field">
    <label for={`list-${name}`}>{t(word)}</label>
    <select id={`list-${name}`} name={name}>
      <option value="">{t(all)}</option>
      {options.map(([value, label]) => (
        <option value={value} selected={value === chosen}>
          {label}
        </option>
      ))}
    </select>
  </div>
);
