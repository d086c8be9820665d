/** Formats amounts and months. */
import { LOCALE } from '../kit/kit-texts.ts';

const formats = new Map<string, Intl.NumberFormat>();
const monthFormat = new Intl.DateTimeFormat(LOCALE, { year: 'numeric', month: 'long', timeZone: 'UTC' });

/** An amount in millionths of a currency, with as many decimals as it needs: `$1.54`, `$0.000003`. */
export function money(micros: number, currency: string): string {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat(LOCALE, {
      style: 'currency',
      currency,
      minimumFractionDigits: 2,
      maximumFractionDigits: 6,
    });
  formats.set(currency, format);
  return format.format(micros / 1_000_000);
}

/** `November 2026`. @param date a time in the month, UTC */
export function monthName(date: Date | number): string {
  return monthFormat.format(date);
}
