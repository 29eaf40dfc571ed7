import { campaignRoles } from '../../core/access/roles.ts';
import { CodeField } from '../ui/code-field.tsx';
import { Choices, ConsoleField, type FieldError } from '../ui/form.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import type { CampaignChoice } from './campaign-choice.ts';
import { roleField, roleFieldsIn } from './form.ts';
import { CampaignTitle } from './roles.tsx';
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
    {roleFieldsIn(typed).map((slug) => (
      <ConsoleField
        name={roleField(slug)}
        label={
          <>
            {t('people.role-in')} <CampaignTitle slug={slug} titles={choice.titles} />
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

/** The same, and the button that leads to their check. */
export const RolesToCheck = (props: RolesGiven) => (
  <>
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
