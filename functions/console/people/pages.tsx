import type { Organiser } from '../../core/access/people.ts';
import { takesFocus } from '../../ui/focus.ts';
import { Answers, ConsoleField, ConsoleForm, ErrorSummary, Hidden } from '../ui/form.tsx';
import { FORM_ID, FormId } from '../ui/form-id.tsx';
import { type ConsoleView, consolePage, type Me } from '../ui/page.tsx';
import { BY } from '../ui/put-back.ts';
import { JustDone } from '../ui/said.tsx';
import { Secret } from '../ui/secret.tsx';
import { first, type Typed } from '../ui/typed.ts';
import { dayWords, momentWords, t, type Word } from '../ui/words.ts';
import { type RolesForm, roleField } from './form.ts';
import { CampaignTitle, Roles, type Titles } from './roles.tsx';
import { type RolesGiven, RolesToCheck } from './roles-fields.tsx';
import { addressWords } from './words.ts';

export const PEOPLE = '/organise/people';
export const personAt = ({ id }: Pick<Organiser, 'id'>): string => `${PEOPLE}/${id}`;

export interface PeopleView extends ConsoleView {
  readonly me: Me;
}

export const nameOf = ({ name, address }: Pick<Organiser, 'name' | 'address'>): string => name ?? addressWords(address);

export const State = ({ person: { state, invitedUntil } }: { person: Organiser }) =>
  state === 'active' ? null : (
    <span class={state === 'expired' ? 'state state-waits' : 'state'}>
      {state === 'expired'
        ? t('people.expired')
        : t('people.invited', { day: dayWords(new Date(invitedUntil ?? 0).toISOString()) })}
    </span>
  );

/** The page of a campaign. Those pages import these. */
const campaignAt = (slug: string): string => `/organise/campaigns/${slug}`;

/** The form to invite somebody. @param from the campaign from whose page somebody came. */
export const inviteAt = (from?: string): string =>
  from === undefined ? `${PEOPLE}/invite` : `${PEOPLE}/invite?${new URLSearchParams({ campaign: from })}`;

/** Asks whom to invite, and for what. @param from the campaign from whose page somebody came. */
export const invitePage = (
  view: PeopleView,
  { typed, errors, choice, from }: RolesGiven & { from: string | undefined },
): string =>
  consolePage(
    view,
    { title: t('people.invite'), hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    from !== undefined && <FromCampaign slug={from} titles={choice.titles} />,
    <h1>{t('people.invite')}</h1>,
    <p>{t('people.invite.lead')}</p>,
    <ConsoleForm me={view.me} action={inviteAt(from)}>
      <ConsoleField
        name="email"
        label={t('people.email')}
        hint={t('people.email.hint')}
        errors={errors}
        input={(control) => (
          <input {...control} type="email" autocomplete="off" spellcheck={false} value={first(typed, 'email')} />
        )}
      />
      <ConsoleField
        name="name"
        label={t('people.name')}
        hint={t('people.name.hint')}
        errors={errors}
        input={(control) => <input {...control} type="text" autocomplete="off" value={first(typed, 'name')} />}
      />
      <RolesToCheck {...{ typed, errors, choice }} />
    </ConsoleForm>,
    <Back />,
  );

/** Shows what the button will do. Nothing is done yet. @param person undefined: somebody new. */
export function checkPage(
  view: PeopleView,
  {
    typed,
    roles,
    person,
    titles,
    from,
    isLast = false,
  }: {
    typed: Typed;
    roles: RolesForm;
    /** Whether the person is the last admin. */
    isLast?: boolean;
    person: Pick<Organiser, 'id' | 'address' | 'name'> | undefined;
    titles: Titles;
    /** The campaign from whose page somebody came. */
    from?: string | undefined;
  },
): string {
  const { csrf, [BY]: sender, step, [FORM_ID]: before, campaign, 'campaign-name': named, role, ...rest } = typed;
  // The campaign that was added is a role among others now.
  const added = Object.fromEntries(Object.entries(roles.campaigns).map(([slug, one]) => [roleField(slug), [one]]));
  const title = t(person ? 'people.check-roles.title' : 'people.check-invite.title');
  return consolePage(
    view,
    { title },
    from !== undefined && <FromCampaign slug={from} titles={titles} />,
    <h1>{title}</h1>,
    isLast && !roles.isAdmin && <LastAdmin />,
    <ConsoleForm me={view.me} action={person ? `${personAt(person)}/roles` : inviteAt(from)}>
      {!person && <FormId typed={typed} />}
      <Hidden fields={{ ...rest, ...added }} />
      <Answers
        rows={[
          { name: 'people.email', value: addressWords(person?.address ?? first(typed, 'email')) },
          ...((person?.name ?? first(typed, 'name'))
            ? [{ name: 'people.name.short' as Word, value: person?.name ?? first(typed, 'name') }]
            : []),
          { name: 'people.roles', value: <Roles of={roles} titles={titles} /> },
        ]}
      />
      {!person && <p class="hint">{t('people.check-invite.then')}</p>}
      <p class="buttons">
        <button class="button" type="submit" name="step" value="send">
          {t(person ? 'people.save' : 'people.send')}
        </button>
        <button class="link-button" type="submit" name="step" value="change">
          {t('people.change')}
        </button>
      </p>
    </ConsoleForm>,
    <Back />,
  );
}

/**
 * One person: what they may do, and what can be done about them.
 * @param wanted what somebody wants to save, who has not seen what the person may do now.
 */
export const personPage = (
  view: PeopleView,
  person: Organiser,
  { typed, errors, choice, wanted }: RolesGiven & { wanted?: RolesForm | undefined },
): string =>
  consolePage(
    view,
    { title: nameOf(person), hasFault: errors.length > 0 },
    <ErrorSummary errors={errors} />,
    wanted && (
      <div class="waits" role="alert" {...takesFocus}>
        <p>{t('people.changed')}</p>
        <Answers
          rows={[
            { name: 'people.now', value: <Roles of={person} titles={choice.titles} /> },
            { name: 'people.wanted', value: <Roles of={wanted} titles={choice.titles} /> },
          ]}
        />
      </div>
    ),
    <h1>{nameOf(person)}</h1>,
    <p class="hint">
      {person.name && <>{addressWords(person.address)} · </>}
      {t('people.since', { day: dayWords(person.createdAt) })}
      {person.lastSeenDay && <> · {t('people.seen', { day: dayWords(person.lastSeenDay) })}</>}
    </p>,
    person.state !== 'active' && (
      <p>
        <State person={person} />
      </p>
    ),
    <h2>{t('people.roles')}</h2>,
    <ConsoleForm me={view.me} action={`${personAt(person)}/roles`}>
      <Hidden fields={{ seen: String(person.revision) }} />
      <RolesToCheck {...{ typed, errors, choice }} />
    </ConsoleForm>,
    <h2>{t('people.more')}</h2>,
    <ul class="rows">
      <li>
        <p class="row-name">
          <a href={`${personAt(person)}/again`}>{t('people.again')}</a>
        </p>
        <p class="hint row-more">{t('people.again.why')}</p>
      </li>
      <li>
        <p class="row-name">
          <a href={`${personAt(person)}/remove`}>{t('people.remove')}</a>
        </p>
        <p class="hint row-more">{t('people.remove.why')}</p>
      </li>
    </ul>,
    <Back />,
  );

/**
 * Says that somebody is invited, and how they hear of it.
 * @param isMailed whether the sign-in of the group sends them an e-mail. If not, the admin does.
 */
export const invitedPage = (
  view: PeopleView,
  {
    person,
    until,
    isMailed,
    publicUrl,
    from,
  }: {
    person: Pick<Organiser, 'name' | 'address'>;
    until: number;
    isMailed: boolean;
    publicUrl: string;
    from?: string | undefined;
  },
): string => {
  const [title, address] = [t('people.invited.title', { name: nameOf(person) }), addressWords(person.address)];
  return consolePage(
    view,
    { title, copies: !isMailed },
    <h1>{title}</h1>,
    <JustDone>{t('people.invited.until', { address, moment: momentWords(new Date(until).toISOString()) })}</JustDone>,
    isMailed ? (
      <p>{t('people.invited.mailed')}</p>
    ) : (
      <>
        <p>{t('people.invited.tell')}</p>
        <Secret text={t('people.invited.words', { at: `${publicUrl}/organise`, address })} />
      </>
    ),
    <p class="buttons">
      {from !== undefined && <a href={campaignAt(from)}>{t('turn.to-campaign')}</a>}
      <a href={PEOPLE}>{t('people.to-list')}</a>
    </p>,
  );
};

/** Says before an act that it will be refused, and what to do first. */
export const LastAdmin = () => <p class="waits">{t('people.last-admin')}</p>;

/** The way back to the campaign from whose page somebody came. */
const FromCampaign = ({ slug, titles }: { slug: string; titles: Titles }) => (
  <p>
    <a href={campaignAt(slug)}>
      <CampaignTitle {...{ slug, titles }} />
    </a>
  </p>
);

const Back = () => (
  <p>
    <a href={PEOPLE}>{t('people.to-list')}</a>
  </p>
);
