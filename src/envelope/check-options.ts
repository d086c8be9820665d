/** Checks the kinds of options. Each error has the form `signal must be an AbortSignal.` */

/** A kind of value: what an error says that a member must be, and its test. */
export interface Kind {
  readonly what: string;
  readonly accepts: (value: unknown) => boolean;
}

/** A test by tag accepts objects of other realms, such as a frame. */
const tagged = (tag: string) => (value: unknown) => Object.prototype.toString.call(value) === `[object ${tag}]`;

/** A text that has at least one character. */
export const TEXT: Kind = {
  what: 'a string that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
};

/** Texts, in an array: a text would be read as its characters. */
export const TEXTS: Kind = {
  what: 'an array of strings that are not empty',
  accepts: (value) => Array.isArray(value) && [...(value as unknown[])].every(TEXT.accepts),
};

/** An object with members: not an array, Map or other collection, which would be read as an empty object. */
export const OBJECT: Kind = { what: 'an object', accepts: tagged('Object') };

/** A function. */
export const FUNCTION: Kind = { what: 'a function', accepts: (value) => typeof value === 'function' };

/** A signal that cancels. */
export const SIGNAL: Kind = { what: 'an AbortSignal', accepts: tagged('AbortSignal') };

/** Returns the kind of an object that has methods, of any class. */
export const withMethods = (...names: readonly string[]): Kind => ({
  what: `an object with the methods ${names.join(' and ')}`,
  accepts: (value) => names.every((name) => typeof (Object(value) as Record<string, unknown>)[name] === 'function'),
});

/** @throws {TypeError} if `value`, the member `name`, is not of the kind */
export function checkKind(value: unknown, name: string, { what, accepts }: Kind): void {
  if (!accepts(value)) throw new TypeError(`${name} must be ${what}.`);
}

/**
 * Refuses a misspelled member, which would be left out.
 * @throws {TypeError} if a member of `options`, the argument `name`, is not in `members`
 */
export function checkMembers(options: object, members: readonly string[], name = 'options'): void {
  for (const member of Object.keys(options))
    if (!members.includes(member))
      throw new TypeError(`${name} has the unknown member ${member}. Members: ${members.join(', ')}.`);
}

/**
 * Checks the members of `options` that are not undefined. A null is not taken for a missing member.
 * @throws {TypeError} if `options`, the argument `name`, is not an object, or a member is not of its kind
 */
export function checkOptions(options: unknown, kinds: Readonly<Record<string, Kind>>, name = 'options'): void {
  checkKind(options, name, OBJECT);
  for (const [member, kind] of Object.entries(kinds)) {
    const value = (options as Readonly<Record<string, unknown>>)[member];
    if (value !== undefined) checkKind(value, member, kind);
  }
}
