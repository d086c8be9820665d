/** Recognizes text that looks like a secret or personal data. */

// cspell:ignore oprsu glpat abprs

/** What a text looks like. `token`: a password or another random value. */
export type SensitiveKind =
  'private-key' | 'jwt' | 'aws-access-key-id' | 'aws-secret-access-key' | 'email' | 'iban' | 'card' | 'phone' | 'token';

/** Longer texts are searched up to here. The patterns take linear time. */
const MAX_SEARCHED = 16_384;

/** Minimum length of a random value. Shorter ones cannot be told from words with digits. */
const MIN_TOKEN = 24;

/**
 * Minimum share of characters that differ in class (upper case, lower case, digit) from the one before. Random base64
 * has about 0.6; names such as `CustomerMasterKeys2024` have two changes per word. The length of a secret access key
 * is a sign of its own, so fewer are enough.
 */
const MIN_CLASS_CHANGES = 0.42;
const MIN_CLASS_CHANGES_OF_SECRET_KEY = 0.25;

/** Minimum entropy of a random value in bits per character. 24 random base64 digits have about 4.3. */
const MIN_ENTROPY = 3.7;

/** Secrets that their issuers mark by a prefix. */
const MARKED_TOKEN =
  /(?<![\w-])(?:gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|xox[abprs]-[\w-]{10,})/;

const JWT = /(?<![\w-])(eyJ[\w-]{8,})\.eyJ[\w-]{8,}\.[\w-]*/;
const PRIVATE_KEY = /-----BEGIN (?:(?:RSA|EC|DSA|ENCRYPTED|OPENSSH|PGP) )?PRIVATE KEY(?: BLOCK)?-----/;

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const AWS_ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/;

const SECRET_ACCESS_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

const EMAIL = /(?<![\w.%+-])[\w.%+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\w-])/i;

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/gi;

/** Countries by the length of their account numbers. Source: https://www.swift.com/standards/data-standards/iban */
const IBAN_COUNTRIES: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC MR SM',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
};
const IBAN_LENGTHS = new Map(
  Object.entries(IBAN_COUNTRIES).flatMap(([length, names]) => names.split(' ').map((name) => [name, Number(length)])),
);

/** Digits alone or in groups. A minus sign or a letter before or after makes it part of something else. */
const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;

/**
 * First digits and lengths of card numbers: American Express, Visa, Mastercard, Diners Club, JCB, and the range of
 * Discover, Maestro and UnionPay. Source: https://en.wikipedia.org/wiki/Payment_card_number
 */
const ISSUED_CARD =
  /^(?:3[47]\d{13}|4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6\d{15,18})$/;

/** International numbers, by E.164; and the written form of North America. Bare digits can be anything. */
const PHONES = [
  /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\d)/,
  /(?<![\w-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([ .-]))[2-9]\d{2}(?:\1|[.-])\d{4}(?![\w-])/,
];

const TOKEN = /[A-Za-z0-9+/_=-]+/g;

/** UUIDs and digests. In a path next to words, they would look random. */
const HEX = /(?<![\dA-Z])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{16,})(?![\dA-Z])/gi;

/** The check of ISO/IEC 7812-1, annex B (Luhn). */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Whether a text is an account number, or begins with one in groups. */
function isIban(text: string): boolean {
  const joined = text.replaceAll(' ', '').toUpperCase();
  const length = IBAN_LENGTHS.get(joined.slice(0, 2)) ?? Infinity;
  // A word can follow that looks like a further group.
  return (text.includes(' ') ? joined.length >= length : joined.length === length) && hasIbanChecksum(joined, length);
}

/** The check of ISO 13616: the first four characters move to the end, letters count from 10, the rest by 97 is 1. */
function hasIbanChecksum(text: string, length: number): boolean {
  const iban = text.slice(0, length);
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Whether the text is the header of a JSON Web Token: a JSON object with `alg`. */
function isJwtHeader(text: string): boolean {
  try {
    const header: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}

/** The class of a character; undefined for one that separates words in names and paths. */
function classOf(character: string): number | undefined {
  if (/[A-Z]/.test(character)) return 0;
  if (/[a-z]/.test(character)) return 1;
  return /\d/.test(character) ? 2 : undefined;
}

/** Whether the characters of a text seem to be drawn at random from upper and lower case and digits. */
function isRandom(text: string, minClassChanges = MIN_CLASS_CHANGES): boolean {
  if (!/[A-Z]/.test(text) || !/[a-z]/.test(text) || !/\d/.test(text)) return false;
  const counts = new Map<string, number>();
  let changes = 0;
  let previous: number | undefined;
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
    const next = classOf(character);
    if (next === undefined) continue;
    if (previous !== undefined && next !== previous) changes++;
    previous = next;
  }
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy >= MIN_ENTROPY && changes / (text.length - 1) >= minClassChanges;
}

const some = (text: string, pattern: RegExp, isMatch: (found: string) => boolean): boolean =>
  [...text.matchAll(pattern)].some(([found]) => isMatch(found));

/** The checks, the most specific first. */
const CHECKS: readonly (readonly [SensitiveKind, (text: string) => boolean])[] = [
  ['private-key', (text) => PRIVATE_KEY.test(text)],
  ['jwt', (text) => isJwtHeader(JWT.exec(text)?.[1] ?? '')],
  ['aws-access-key-id', (text) => AWS_ACCESS_KEY_ID.test(text)],
  [
    'aws-secret-access-key',
    (text) => some(text, SECRET_ACCESS_KEY, (found) => isRandom(found, MIN_CLASS_CHANGES_OF_SECRET_KEY)),
  ],
  ['email', (text) => EMAIL.test(text)],
  ['iban', (text) => some(text, IBAN, isIban)],
  [
    'card',
    (text) =>
      some(text, CARD, (found) => {
        const digits = found.replaceAll(/[ -]/g, '');
        return ISSUED_CARD.test(digits) && hasLuhnDigit(digits);
      }),
  ],
  ['phone', (text) => PHONES.some((phone) => phone.test(text))],
  [
    'token',
    (text) =>
      MARKED_TOKEN.test(text) ||
      some(text.replaceAll(HEX, ' '), TOKEN, (found) => found.length >= MIN_TOKEN && isRandom(found)),
  ],
];

/**
 * Returns what a value looks like, if it looks like a secret or personal data. It judges the form alone: a random value
 * in hex is taken for a digest, and names of persons are not recognized.
 */
export function looksSensitive(value: string): SensitiveKind | undefined {
  const text = value.slice(0, MAX_SEARCHED);
  return CHECKS.find(([, check]) => check(text))?.[0];
}
