import type { MadePicture, Picture } from '../core/campaigns/picture.ts';
import { type PictureType, pictureFile, pictureName } from '../core/pictures/address.ts';
import type { LanguageAttributes, LanguageOfText } from '../ui/language.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** The widest that a phone gets, in pixels. Such files are small (`core/pictures/made.ts`). */
const PHONE = 960;

/**
 * A picture that leaves its room free before it is loaded. It comes from this site alone.
 * @param sizes how wide it is on the page, as browsers ask for it.
 * @param isSmall whether it is never wider than on a phone: then the larger files are left out.
 * @param isFirst whether visitors see it before they scroll.
 */
export const Pictured = ({
  slug,
  picture,
  sizes,
  isSmall = false,
  isFirst = false,
  lang,
  translator: { parts },
}: {
  slug: string;
  picture: Picture;
  sizes: string;
  isSmall?: boolean;
  isFirst?: boolean;
  lang: LanguageOfText;
  translator: Translator;
}) => {
  const { made, alt, credit } = picture;
  if (!made) return null;
  const small = made.widths.filter((width) => width <= PHONE);
  const widths = isSmall && small.length > 0 ? small : made.widths;
  const set = (widths: readonly number[]) => widths.map((width) => `${address(slug, made, width, 'webp')} ${width}w`);
  return (
    <figure class={made.height > made.width ? 'picture portrait' : 'picture'}>
      <picture>
        {small.length < widths.length && (
          <source type="image/webp" media="(width < 48rem)" sizes="100vw" srcset={set(small).join(', ')} />
        )}
        <source type="image/webp" sizes={sizes} srcset={set(widths).join(', ')} />
        <img
          src={address(slug, made, small.at(-1) ?? made.width, 'jpg')}
          alt={alt}
          {...lang(picture, 'alt')}
          width={made.width}
          height={made.height}
          loading={isFirst ? undefined : 'lazy'}
        />
      </picture>
      {credit && (
        <figcaption class="hint">
          {parts('picture.credit', { credit: inItsLanguage(credit, lang(picture, 'credit')) })}
        </figcaption>
      )}
    </figure>
  );
};

/** Words amid those of the page. */
const inItsLanguage = (words: string, language: LanguageAttributes) =>
  language.lang === undefined ? words : <span {...language}>{words}</span>;

const address = (slug: string, { id }: MadePicture, width: number, type: PictureType): string =>
  `/${pictureName(slug, pictureFile(id, width, type))}`;
