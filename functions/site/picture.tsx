import type { Picture } from '../core/campaigns/picture.ts';
import { type PictureType, pictureFile, pictureName } from '../core/pictures/address.ts';
import type { LanguageAttributes, LanguageOfText } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Where the file of a picture is. */
export type PictureAt = (file: string) => string;

/** The widest that a phone gets, in pixels. Such files are small (`core/pictures/made.ts`). */
const PHONE = 960;

/** A credit that says itself what it is, such as “Photo: Family”. */
const SAYS_WHAT = /^\p{L}[\p{L} ]{0,20}: /u;

/**
 * A picture that leaves its room free before it is loaded. It comes from this site alone.
 * @param sizes how wide it is on the page, as browsers ask for it.
 * @param isSmall whether it is never wider than on a phone: then the larger files are left out.
 * @param at where a file is, if not in the folder of the campaign.
 * @param isFirst whether visitors see it before they scroll.
 */
export const Pictured = ({
  slug,
  picture,
  sizes,
  isSmall = false,
  isFirst = false,
  at,
  lang,
  translator: { parts },
}: {
  slug: string;
  picture: Picture;
  sizes: string;
  isSmall?: boolean;
  isFirst?: boolean;
  at?: PictureAt | undefined;
  lang: LanguageOfText;
  translator: Translator;
}) => {
  const { made, alt, credit } = picture;
  if (!made) return null;
  const small = made.widths.filter((width) => width <= PHONE);
  const widths = isSmall && small.length > 0 ? small : made.widths;
  const address = (width: number, type: PictureType) => {
    const file = pictureFile(made.id, width, type);
    return at ? at(file) : `/${pictureName(slug, file)}`;
  };
  const set = (widths: readonly number[]) => widths.map((width) => `${address(width, 'webp')} ${width}w`);
  return (
    <figure class={made.height > made.width ? 'picture portrait' : 'picture'}>
      <picture>
        {small.length < widths.length && (
          <source type="image/webp" media="(width < 48rem)" sizes="100vw" srcset={set(small).join(', ')} />
        )}
        <source type="image/webp" sizes={sizes} srcset={set(widths).join(', ')} />
        <img
          src={address(small.at(-1) ?? made.width, 'jpg')}
          alt={alt}
          {...lang(picture, 'alt')}
          width={made.width}
          height={made.height}
          loading={isFirst ? undefined : 'lazy'}
        />
      </picture>
      {credit && (
        <figcaption class="hint">
          {SAYS_WHAT.test(credit)
            ? inItsLanguage(credit, lang(picture, 'credit'))
            : parts('picture.credit', { credit: inItsLanguage(credit, lang(picture, 'credit')) })}
        </figcaption>
      )}
    </figure>
  );
};

/** Words amid those of the page. */
const inItsLanguage = (words: string, language: LanguageAttributes) =>
  language.lang === undefined ? words : <span {...language}>{words}</span>;
