/** The scripts in use today that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

/**
 * The direction in which a language is written, by its script. Node knows the script of each language. It also knows the
 * direction (`textInfo`), but version 20 is wrong about Dhivehi, and about Azerbaijani in Arabic letters. The region `XB` is
 * that of CLDR's mirrored pseudo-language.
 * @param tag BCP 47, such as `az` or `az-Arab`.
 */
export const directionOf = (tag: string): 'ltr' | 'rtl' => {
  const { script = '', region } = new Intl.Locale(tag).maximize();
  return RIGHT_TO_LEFT.has(script) || region === 'XB' ? 'rtl' : 'ltr';
};
