import { campaignRoles } from '../../core/access/roles.ts';
import { CodeField } from '../ui/code-field.tsx';
import { Choices, ConsoleField, type FieldError } from '../ui/form.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { roleDoes, roleName } from './words.ts';

/** What a person may do: in the whole group, in each campaign that they have a role in, and in one more. */
const RolesFields = ({ typed, errors }: { typed: Typed; errors: readonly FieldError[] }) => (
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
    {Object.keys(typed)
      .filter((name) => name.startsWith('role-'))
      .map((name) => (
        <ConsoleField
          name={name}
          label={t('people.role-in', { campaign: name.slice('role-'.length) })}
          errors={errors}
          input={(control) => (
            <select {...control}>
              <RoleOptions chosen={first(typed, name)} />
            </select>
          )}
        />
      ))}
    <CodeField
      name="campaign"
      label={t(
        Object.keys(typed).some((name) => name.startsWith('role-')) ? 'people.campaign.more' : 'people.campaign',
      )}
      hint={t('people.campaign.hint')}
      {...{ typed, errors }}
    />
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
export const RolesToCheck = (props: { typed: Typed; errors: readonly FieldError[] }) => (
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
