import { campaignRoles } from '../../core/access/roles.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import { CodeField } from '../ui/code-field.tsx';
import { Choices, ConsoleField, EnterButton, type FieldError, Hidden } from '../ui/form.tsx';
import { ROLES_FROM, ROLES_Q, ROLES_SOUGHT } from '../ui/page-fields.ts';
import { first, type Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import type { CampaignChoice } from './campaign-choice.ts';
import { roleField, roleFieldsIn } from './form.ts';
import { CampaignTitle } from './roles.tsx';
import { rolesShown } from './roles-shown.ts';
import { roleDoes, roleName } from './words.ts';

/** What a form about roles shows. */
export interface RolesGiven {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly choice: CampaignChoice;
}

/** What a person may do: in the whole group, in each campaign that they have a role in, and in one more. */
const RolesFields = ({ typed, errors, choice }: RolesGiven) => (
  <>
    <Choices
      type="radio"
      name="kind"
      legend={t('people.kind')}
      errors={errors}
      options={[
        {
          value: 'organiser',
          label: t('people.kind.organiser'),
          hint: t('people.kind.organiser.hint'),
          chosen: first(typed, 'kind') === 'organiser',
        },
        {
          value: 'admin',
          label: t('people.kind.admin'),
          hint: t('people.kind.admin.hint'),
          chosen: first(typed, 'kind') === 'admin',
        },
      ]}
    />
    <KnownRoles {...{ typed, errors, choice }} />
    <ConsoleField
      name="campaign"
      label={t(roleFieldsIn(typed).length > 0 ? 'people.campaign.more' : 'people.campaign')}
      hint={choice.isAll ? undefined : t('people.campaign.newest', { campaigns: choice.offered.length })}
      errors={errors}
      input={(control) => (
        <select {...control}>
          <option value="">{t('people.campaign.none')}</option>
          {choice.offered.map(({ slug, title, language }) => (
            <option value={slug} lang={language} selected={first(typed, 'campaign') === slug}>
              {title}
            </option>
          ))}
        </select>
      )}
    />
    {(!choice.isAll || first(typed, 'campaign-name') !== '') && (
      <CodeField
        name="campaign-name"
        label={t('people.campaign.other')}
        hint={t('people.campaign.hint')}
        {...{ typed, errors }}
      />
    )}
    <ConsoleField
      name="role"
      label={t('people.role')}
      errors={errors}
      input={(control) => (
        <select {...control}>
          <RoleOptions chosen={first(typed, 'role')} />
        </select>
      )}
    />
    <details>
      <summary>{t('people.roles.which')}</summary>
      <dl class="answers">
        {campaignRoles.map((role) => (
          <div>
            <dt>{roleName(role)}</dt>
            <dd>{roleDoes(role)}</dd>
          </div>
        ))}
      </dl>
    </details>
  </>
);

/** The roles that a person has. Of many it shows some, and finds others: all go with the form, so that nothing typed is lost. */
const KnownRoles = ({ typed, errors, choice }: RolesGiven) => {
  const { shown, unseen, isPaged, from, found } = rolesShown(typed, choice);
  return (
    <>
      {isPaged && (
        <>
          <h3>{t('people.roles.many', { roles: shown.length + unseen.length })}</h3>
          <div class="console-search">
            <div class="field">
              <label for="roles-q">{t('people.roles.search')}</label>
              <input
                {...{
                  id: 'roles-q',
                  name: ROLES_Q,
                  type: 'search',
                  value: first(typed, ROLES_Q),
                  maxlength: MOST_SEARCHED,
                }}
                autocomplete="off"
              />
            </div>
            <button class="button button-quiet" type="submit" name="step" value="find">
              {t('cases.search.do')}
            </button>
          </div>
          <p class="hint">
            {found === 0
              ? t('people.roles.none-found')
              : t('people.roles.shown', { from: from + 1, to: from + shown.length, found })}
          </p>
          <Hidden
            fields={{
              [ROLES_FROM]: String(from),
              [ROLES_SOUGHT]: first(typed, ROLES_Q),
              ...Object.fromEntries(unseen.map((slug) => [roleField(slug), first(typed, roleField(slug))])),
            }}
          />
        </>
      )}
      {shown.map((slug) => (
        <ConsoleField
          name={roleField(slug)}
          label={
            <>
              {t('people.role-in')} <CampaignTitle slug={slug} titles={choice.titles} />
              {choice.isShared(choice.titles.get(slug)?.title ?? '') && ` (${slug})`}
            </>
          }
          errors={errors}
          input={(control) => (
            <select {...control}>
              <RoleOptions chosen={first(typed, roleField(slug))} />
            </select>
          )}
        />
      ))}
      {isPaged && (from > 0 || from + shown.length < found) && (
        <p class="buttons">
          {from > 0 && (
            <button class="button button-quiet" type="submit" name="step" value="before">
              {t('people.roles.before')}
            </button>
          )}
          {from + shown.length < found && (
            <button class="button button-quiet" type="submit" name="step" value="next">
              {t('people.roles.next')}
            </button>
          )}
        </p>
      )}
    </>
  );
};

/** The same, and the button that leads to their check. */
export const RolesToCheck = (props: RolesGiven) => (
  <>
    <EnterButton step="enter">{t('people.check')}</EnterButton>
    <RolesFields {...props} />
    <p>
      <button class="button" type="submit" name="step" value="check">
        {t('people.check')}
      </button>
    </p>
  </>
);

const RoleOptions = ({ chosen }: { chosen: string }) => (
  <>
    <option value="">{t('people.role.none')}</option>
    {campaignRoles.map((role) => (
      <option value={role} selected={role === chosen}>
        {roleName(role)}
      </option>
    ))}
  </>
);
