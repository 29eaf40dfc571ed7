import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { languagesThereAre, readLanguage } from '../../infra/messages/folders.ts';
import { missingIn } from '../../infra/messages/journey.ts';

/** Languages that an installation can choose beside the usual ones: their folder has all that a signer needs. */
const others = languagesThereAre().filter(
  (tag) =>
    !USUAL_LANGUAGES.includes(tag) &&
    !missingIn(readLanguage(tag), readLanguage('en')).some(({ isOfJourney }) => isOfJourney),
);

/** Every language that an installation can choose, the usual ones first. A new folder needs no change of a test. */
export const everyLanguage: readonly string[] = [...USUAL_LANGUAGES, ...others];
