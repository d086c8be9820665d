/**
 * The markup of lab texts: `code` and [text](#/keys), nothing else. Texts of labs can come from strangers, so they are
 * split into parts that are rendered as text. A link leads to a page of this app, or it is shown as text.
 */
import { parseAddress } from './parse-address.ts';

/** A part of a text. */
export type MarkupPart =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/**
 * Characters that change the direction of what follows them, or are invisible: with them a text can look like another.
 * Source: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const DECEPTIVE = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]|(?![\t\n])\p{Cc}/gu;

/** `text` without the characters by which it could look like another text. */
export const plainText = (text: string): string => text.replace(DECEPTIVE, '');

/** Whether `address` names a page of this app: `#/keys`. */
export const isOwnAddress = (address: string): boolean =>
  /^#\/[\w/?=&.:%+-]*$/.test(address) && parseAddress(address).page !== 'lost';

/** Bounded, so that the time grows with the length of the text and not faster. */
const TOKEN = /`([^`\n]{1,500})`|\[([^[\]\n]{1,200})\]\(([^()\s]{1,200})\)/g;

/** Splits a text into its parts. */
export function parseMarkup(given: string): readonly MarkupPart[] {
  const text = plainText(given);
  const parts: MarkupPart[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, code, label, address] = match;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (address !== undefined && isOwnAddress(address))
      parts.push({ kind: 'link', text: label ?? '', href: address });
    else parts.push({ kind: 'text', text: whole });
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
