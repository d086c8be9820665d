/** Formats values for display: sizes, times, identifiers. Numbers and dates go through Intl. */
import { LOCALE, TEXTS } from './kit-texts.ts';

const whole = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });

/** `1 byte`, `52,428,800 bytes`. */
export function bytesExactly(count: number): string {
  return TEXTS.format.bytes(count, whole.format(count));
}

/** `42 B`, `1.5 KiB`, `50 MiB`. */
export function bytesShort(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log2(count) / 10));
  return `${short.format(count / 1024 ** step)} ${units[step]}`;
}

/** A number with separators. */
export function count(value: number): string {
  return whole.format(value);
}

/** A number with its noun: `1 call`, `2,500 calls`. */
export function countOf(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Date and time in the time zone of the device. */
export function moment(value: Date | number | undefined): string {
  return value === undefined ? '' : dateTime.format(value);
}

/** The date alone. */
export function day(value: Date | number | undefined): string {
  return value === undefined ? '' : date.format(value);
}

/** Abbreviates an identifier of more than 12 characters: `1234…90ab`. */
export function ends(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** A key ID for screen readers: `key ID ending 90ab`. */
export function spokenKey(id: string): string {
  return TEXTS.format.keyIdEnding(id.slice(-4));
}

/** A duration: `0.8 ms`, `320 ms`, `2.4 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${short.format(milliseconds)} ms`;
  return milliseconds < 1000
    ? `${whole.format(Math.round(milliseconds))} ms`
    : `${short.format(milliseconds / 1000)} s`;
}

/** A key state for display: `PendingDeletion` becomes `Pending deletion`. */
export function stateWords(state: string | undefined): string {
  const spaced = (state ?? TEXTS.format.unknownState).replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
