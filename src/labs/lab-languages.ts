/** The languages of the texts of the course: each lab has a file per language. */

/** Names of the languages in themselves, by BCP 47 tag. */
export const LAB_LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

/** A language of the course. */
export type LabLanguage = keyof typeof LAB_LANGUAGES;

/** Whether the course has texts in a language. */
export const isLabLanguage = (tag: string): tag is LabLanguage => Object.hasOwn(LAB_LANGUAGES, tag);
