import charts from './en/charts.json' with { type: 'json' };
import embed from './en/embed.json' with { type: 'json' };
import lists from './en/lists.json' with { type: 'json' };
import mail from './en/mail.json' with { type: 'json' };
import openData from './en/open-data.json' with { type: 'json' };
import organise from './en/organise.json' with { type: 'json' };
import privacy from './en/privacy.json' with { type: 'json' };
import problems from './en/problems.json' with { type: 'json' };
import sign from './en/sign.json' with { type: 'json' };
import site from './en/site.json' with { type: 'json' };

/**
 * English words of the interface, as ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/), in
 * one file for each owner. Another language is another folder with the same keys. The words of a campaign are not here.
 */
export const en = {
  ...site,
  ...lists,
  ...charts,
  ...sign,
  ...mail,
  ...privacy,
  ...problems,
  ...openData,
  ...embed,
  ...organise,
};

export type MessageKey = keyof typeof en;
