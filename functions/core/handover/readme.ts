import type { CampaignHead, FormerDemand } from '../campaigns/campaign.ts';
import { versionsOf } from '../campaigns/demands.ts';
import type { Translation } from '../campaigns/in-language.ts';
import { type Manifest, OPENED, SEALED } from './folder.ts';

/** What the signers of a campaign were asked to sign, now and before. */
type SignedWords = Pick<CampaignHead, 'language' | 'title' | 'demand' | 'demands'>;

/** The text beside the sealed signatures, for a reader who finds the folder years later without this program. */
export const readmeOf = (
  { campaign, title, from, exportedAt, signatures, erased, sha256, news }: Manifest,
  words: SignedWords,
  translations: readonly Translation[] = [],
): string =>
  `Signatures of ${campaign} (${title})
as they were on ${from} on ${exportedAt}

${signatures.toLocaleString('en')} ${signatures === 1 ? 'signature' : 'signatures'}, each on a line of ${SEALED}. Signatures whose identity was erased: ${erased}.
SHA-256 of ${SEALED}: ${sha256}

${wordsSigned(words)}
"words" says in which language the signer read the demand, and which version of it:
${[originalOf(words), ...translations].flatMap(versionLines).join('\n')}

"consent" is the version of the privacy text, and its language. "locale" is the language of the form.
A line has three parts: the identity (name, address, reason), sealed in the age format (https://age-encryption.org/v1)
and written in base64; a space; and the rest as JSON, not sealed. "-" is in place of an identity that was erased.
The signer chose to show "publicName" and "publicReason". "shown" says whether the campaign's page could show them,
once an organiser had approved them. "nameDecision" is what organisers had decided on them. An identity without a name has the one
that is shown.
"sealedReason" is a reason that the signer wrote later, sealed in the same way, in base64. In a long name or
reason, "deflated" is the text compressed (raw DEFLATE, RFC 1951), in base64.
${news ? 'This export is for the news. Write only to those whose identity has "updates": true. The command below lists just these.\n' : ''}Take this folder to the computer with the group's private key. That computer should never be on a network.

With Amparo on that computer (it needs no network):

    npm run signatures -- open FOLDER --identity group.key

writes ${OPENED}, a table with a signature on each row. With nothing but a shell and the age tool (some 100 a
second; the result is one JSON text on each line):

    umask 077
    while read -r sealed rest; do
      [ "$sealed" = - ] || printf '%s' "$sealed" | base64 -d | age -d -i group.key
      printf '\\t%s\\n' "$rest"
    done < ${SEALED} > opened.txt

The opened table names people who may be punished for signing. Keep it on encrypted disks, hand it over as you promised
your signers, and then destroy every copy, also of this folder.
`;

/** The demand that was signed. If it or the title has changed, also the earlier ones, each with its end. */
function wordsSigned({ title, demand, demands = [] }: SignedWords): string {
  const since = demands[0]?.since;
  if (demands.length === 0) return `They signed these words: ${demand}\n`;
  return `The title or the demand has changed. A signer signed the words of the time when they sent the form, which can be up to seven days
before the signature was confirmed. "words" says which. Of signatures without "words", only the time is known:
${since ? `Until ${since}: other words, which are no longer stored\n` : ''}${demands.map((one) => `Until ${one.until}: ${inFull(one)}\n`).join('')}Since then: ${inFull({ title, demand })}
`;
}

const originalOf = ({ language, title, demand, demands }: SignedWords): Translation => ({
  ...{ language, texts: { title, demand } },
  demands,
});

/** Each version of the words in one language: `ru.2: …`. Also of a language that the campaign no longer has. */
const versionLines = ({ language, texts, ...former }: Translation): string[] =>
  versionsOf({ title: String(texts.title), demand: String(texts.demand), ...former }).map(
    (one) => `${language}.${one.version}: ${inFull(one)}`,
  );

const inFull = ({ title, demand }: Pick<FormerDemand, 'title' | 'demand'>): string =>
  title === undefined ? demand : `${title} – ${demand}`;
