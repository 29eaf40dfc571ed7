import type { Person } from '../../core/overview/people.ts';

/** What stands in the place of a picture that is not there. It repeats nothing in words: screen readers skip it. */

/** The bars of a window. The pen has crossed them out if the campaign is won. */
export const BlankCampaign = ({ isWon }: { isWon: boolean }) => (
  <svg class="blank" viewBox="0 0 300 200" aria-hidden="true">
    <path class="blank-bars" d="M60 44v112M105 44v112M150 44v112M195 44v112M240 44v112" />
    {isWon && <path class="mark-stroke" d="M30 140C100 132 200 92 270 60" />}
  </svg>
);

const MOST_DIGITS = 9_999;

/** Drawn apart, as by two hands. */
const OPEN_BARS =
  'M40 24C40 62 14 70 14 100S40 138 40 176M80 24C80 62 38 70 38 100S80 138 80 176' +
  'M120 24C120 62 162 70 162 100S120 138 120 176M160 24C160 62 186 70 186 100S160 138 160 176';

/**
 * The first letter of a name, or how many people a group has. It stands behind bars. Who is free stands in front of open bars, and
 * the pen underlines the letter: a stroke across it would look as if the person were deleted.
 */
export const BlankPerson = ({ one: { name, people, status } }: { one: Person }) => {
  const isFree = status === 'released';
  return (
    <svg class="blank" viewBox="0 0 200 200" aria-hidden="true">
      {isFree && <path class="blank-bars" d={OPEN_BARS} />}
      <text x="100" y="104" text-anchor="middle" dominant-baseline="middle">
        {people > 1 ? Math.min(people, MOST_DIGITS) : [...name.normalize('NFC')][0]}
      </text>
      {status === 'detained' && <path class="blank-bars" d="M40 24v152M80 24v152M120 24v152M160 24v152" />}
      {isFree && <path class="mark-stroke" d="M60 182C86 181 116 176 140 168" />}
    </svg>
  );
};
