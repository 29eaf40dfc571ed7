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

/** The first letter of a name behind bars, or how many people a group has. Who is free has the bars crossed out. */
export const BlankPerson = ({ one: { name, people, status } }: { one: Person }) => (
  <svg class="blank" viewBox="0 0 200 200" aria-hidden="true">
    <text x="100" y="104" text-anchor="middle" dominant-baseline="middle">
      {people > 1 ? Math.min(people, MOST_DIGITS) : [...name.normalize('NFC')][0]}
    </text>
    {status !== 'died' && <path class="blank-bars" d="M40 24v152M80 24v152M120 24v152M160 24v152" />}
    {status === 'released' && <path class="mark-stroke" d="M16 138C70 130 130 92 184 62" />}
  </svg>
);
