/**
 * Signatures of “Revoke Article 50 and remain in the EU” (UK Parliament, petition 241584, 2019), in thousands, at moments
 * in UTC: the count that its page showed, rounded. Taken down on 24 November 2026.
 *
 * The count is Parliament's (https://petition.parliament.uk/petitions/241584, Open Government Licence v3.0), as one
 * observer recorded it every 5 to 15 minutes (https://github.com/evilneuro/petition-241584). Newspapers of those days
 * agree: 600,000 at the site's first fall, 9 o'clock on the 21st; a million at 3 that afternoon; 1.9 million at 10.30
 * that night; 3 million at noon on the 22nd; 5,000,438 at 2.18 pm on the 24th (The Guardian, The Independent).
 *
 * “Nearly 2,000 signatures are being completed every minute”, 33 a second, said the Petitions Committee at noon on the
 * 21st, while the site fell again and again. In the evening, when it stood, and late mails arrived, the count rose by
 * 321,000 within an hour: 89 a second.
 */
export const curve2019: readonly (readonly [at: string, thousands: number])[] = [
  ['02-20T10:25', 0],
  ['03-18T13:26', 10],
  ['03-20T19:20', 75],
  ['03-20T20:30', 99],
  ['03-20T22:00', 160],
  ['03-20T23:00', 243],
  ['03-21T00:00', 303],
  ['03-21T01:00', 332],
  ['03-21T05:00', 359],
  ['03-21T06:00', 371],
  ['03-21T07:00', 416],
  ['03-21T08:00', 504],
  ['03-21T08:55', 615],
  ['03-21T09:40', 625],
  ['03-21T12:00', 800],
  ['03-21T15:00', 1_008],
  ['03-21T18:00', 1_174],
  ['03-21T20:30', 1_410],
  ['03-21T21:00', 1_524],
  ['03-21T21:30', 1_688],
  ['03-21T22:00', 1_845],
  ['03-21T22:30', 1_972],
  ['03-21T23:00', 2_070],
  ['03-22T00:30', 2_232],
  ['03-22T02:30', 2_281],
  ['03-22T07:20', 2_452],
  ['03-22T10:00', 2_798],
  ['03-22T12:00', 2_999],
  ['03-22T15:00', 3_298],
  ['03-22T18:00', 3_528],
  ['03-22T21:00', 3_732],
  ['03-23T00:00', 3_865],
  ['03-23T02:00', 3_886],
  ['03-23T06:00', 3_904],
  ['03-23T08:00', 3_945],
  ['03-23T10:00', 4_055],
  ['03-23T14:00', 4_305],
  ['03-23T22:00', 4_703],
  ['03-24T00:00', 4_764],
  ['03-24T06:00', 4_798],
  ['03-24T09:00', 4_858],
  ['03-24T14:00', 4_993],
  ['03-24T22:00', 5_271],
  ['03-25T00:00', 5_311],
  ['03-25T06:00', 5_331],
  ['03-25T22:00', 5_629],
  ['03-26T06:00', 5_661],
  ['03-26T23:00', 5_806],
  ['03-27T06:00', 5_817],
  ['03-28T00:00', 5_910],
  ['03-29T00:00', 5_953],
  ['03-30T00:00', 5_982],
  ['03-31T10:00', 6_000],
];
