/**
 * Checks which members of an input belong to the type of a key store. AWS publishes neither the names of the errors nor
 * their texts; ValidationException is inferred.
 */
import { KmsError } from '../../model/errors.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * Checks the members of an input, except `common`, against those of the type.
 * @param members name, and whether it is required
 * @throws {KmsError} ValidationException
 */
export function checkMembers(
  input: Input,
  common: readonly string[],
  members: Readonly<Record<string, boolean>>,
  type: string,
): void {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !common.includes(name) && !Object.hasOwn(members, name))
      throw new KmsError('ValidationException', `${name} is not valid for a key store of type ${type}.`);
  for (const [name, isRequired] of Object.entries(members))
    if (isRequired && input[name] === undefined)
      throw new KmsError('ValidationException', `${name} is required for a key store of type ${type}.`);
}
