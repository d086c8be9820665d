/**
 * Identifiers in texts: account numbers, IDs of keys and events, access key IDs and their secrets.
 */

// cspell:ignore AGPA AIDA AKIA ANPA AROA ASIA

const IDENTIFIER =
  /(?<![\w-])(?:(?:mrk-)?[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{4,8}…[0-9a-f]{4,12}|\d{12}|\d{4}-\d{4}-\d{4}|(?:AGPA|AIDA|AKIA|ANPA|AROA|ASIA)[A-Z0-9]{12,}|cks-[0-9a-f]{17})(?![\w-])/g;

/** A secret access key has 40 characters of Base64. */
const SECRET = /(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** Returns where identifiers are in a text: start and end. */
export const identifiersIn = (text: string): readonly (readonly [number, number])[] =>
  [IDENTIFIER, SECRET].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: { length }, index }) => [index, index + length] as const),
  );
