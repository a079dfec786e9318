import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Egypt. */
export const egIdentifiers: readonly NationalId[] = [
  {
    entity: 'eg-national-id',
    source: 'Egyptian Civil Status Law 143/1994; century, date, governorate',
    plain: /^[23]\d{13}$/,
    lengths: [14],
    valid: (text) => {
      const place = part(text, 7, 9);
      const known =
        (place >= 1 && place <= 4) ||
        (place >= 11 && place <= 19) ||
        (place >= 21 && place <= 29) ||
        (place >= 31 && place <= 35) ||
        place === 88;
      return (
        known && birth((text[0] === '2' ? 1900 : 2000) + part(text, 1, 3), part(text, 3, 5), part(text, 5, 7))
      );
    },
    scores: [0.35, 0.35],
    headers: ['egyptian id', 'الرقم القومي'],
    context: ['الرقم القومي', 'national id', 'egyptian id'],
    examples: {
      positive: ['23110231508141', '27101221257015'],
      negative: ['29813011234567', '29802301234567', ''],
    },
  },
];
