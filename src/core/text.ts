/** The two languages Lethe speaks to its users. */
export type Language = 'en' | 'zh';

/** A sentence in both languages, side by side so that neither is forgotten. */
export interface Bilingual {
  en: string;
  zh: string;
}
