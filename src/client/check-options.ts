/** Checks the options of a function of the package: a typing error must not leave an option out. */

/**
 * Checks that `options` is an object whose members are all in `names`.
 * @param of the function that takes the options
 * @throws {TypeError}
 */
export function checkOptions(options: object, names: readonly string[], of = 'createStrongroom'): void {
  if (Object.prototype.toString.call(options) !== '[object Object]')
    throw new TypeError(`The options of ${of} must be an object.`);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`${of} has no option ${unknown}. The options are ${names.join(', ')}.`);
}
