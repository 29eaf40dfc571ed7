import type { Group } from '../core/campaigns/group.ts';
import { isEmail } from '../core/campaigns/values.ts';
import { logoName } from '../core/pictures/address.ts';
import type { Translator } from './messages/messages.ts';

/** The group that asks, as pages name it. Before a group is set, they say so. */

/** What a page knows of the group: `null` if none is set. `logoAt` is where its logo is, if nothing public shows it yet. */
export type KnownGroup = (Group & { readonly logoAt?: string }) | null;

/** The group's name, or words that stand for it. */
export const groupName = (group: Group | null | undefined, { t }: Translator): string =>
  group?.name ?? t('group.unnamed');

/** Who asks, above the form. */
export const Asks = ({ group, translator: { t } }: { group: KnownGroup; translator: Translator }) => (
  <>
    <Logo group={group} alt="" />
    <p class="hint">{group ? t('group.asks', { group: group.name }) : t('group.unset')}</p>
  </>
);

/** Only its height moves what is below. @param alt empty where the name of the group stands beside its logo. */
export const Logo = ({ group, alt }: { group: KnownGroup | undefined; alt: string }) => {
  const made = group?.logo?.made;
  return made ? <img src={group?.logoAt ?? `/${logoName(made)}`} alt={alt} height={made.height / 2} /> : null;
};

/** Where to ask. A link that opens a page, or an e-mail program. */
export const Contact = ({ contact }: Pick<Group, 'contact'>) =>
  isEmail(contact) ? (
    <a href={`mailto:${contact}`}>{contact}</a>
  ) : (
    <a href={contact}>{contact.replace(/^https:\/\/|\/$/g, '')}</a>
  );

/** Who runs this service, under every page that knows. */
export const RunBy = ({ group, translator: { t } }: { group: KnownGroup; translator: Translator }) =>
  group ? (
    <p>
      {t('group.run-by', { group: group.name })} <Contact contact={group.contact} />
      {group.imprint && (
        <>
          {/* A dot between them would hang at an end of a line. */}
          {'\u2003'}
          <a href={group.imprint}>{t('group.imprint')}</a>
        </>
      )}
    </p>
  ) : (
    <p>{t('group.unset')}</p>
  );

/** What a signer agrees to, in one sentence, with the way to the whole text. */
export const Consent = ({
  slug,
  group,
  translator,
}: {
  slug: string;
  group: Group | undefined;
  translator: Translator;
}) => (
  <p class="hint">
    {translator.t('consent.agree', { group: groupName(group, translator) })}{' '}
    <a href={translator.href(`/campaigns/${slug}/privacy`)}>{translator.t('privacy.title')}</a>
  </p>
);
