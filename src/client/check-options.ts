/** Checks the options of `createStrongroom`: a typing error must not leave an option out. */

/**
 * Checks that `options` is an object whose members are all in `names`.
 * @throws {TypeError}
 */
export function checkOptions(options: object, names: readonly string[]): void {
  if (Object.prototype.toString.call(options) !== '[object Object]')
    throw new TypeError('The options of createStrongroom must be an object.');
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`createStrongroom has no option ${unknown}. The options are ${names.join(', ')}.`);
}
