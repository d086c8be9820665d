/** Formats values in the language of labs, by Intl: numbers, plurals, dates and times. */
import type { LabLanguage } from '../../labs/lab-languages.ts';
import { shownLabLanguage } from './lab-language.ts';

/** The formats of one language. */
export interface LabFormat {
  /** A number with separators. */
  count(value: number): string;
  /** A number with its noun. */
  countOf(value: number, one: string, many: string): string;
  /** Date and time in the time zone of the device. */
  moment(value: Date | number): string;
  /** Date and time with milliseconds. */
  precise(value: Date | number): string;
  /** The date alone. */
  day(value: Date | number): string;
  /** Names with commas and “and”. */
  list(names: readonly string[]): string;
}

function createFormat(language: LabLanguage): LabFormat {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const precise = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const count = (value: number): string => numbers.format(value);
  return {
    count,
    countOf: (value, one, many) => `${count(value)} ${plurals.select(value) === 'one' ? one : many}`,
    moment: (value) => moments.format(value),
    precise: (value) => precise.format(value),
    day: (value) => days.format(value),
    list: (names) => lists.format(names),
  };
}

const formats = new Map<LabLanguage, LabFormat>();

/** Returns the formats of a language. Default: that of labs. */
export function labFormat(language: LabLanguage = shownLabLanguage()): LabFormat {
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}
