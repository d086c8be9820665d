/** Validates alias names. Source: recorded and reported answers (test/conformance/errors.test.ts). */
import { KmsError } from '../../model/errors.ts';

/**
 * Checks the prefix, the characters and the reserved names.
 * @throws {KmsError} ValidationException (prefix, colon) or NotAuthorizedException (`alias/aws/`)
 */
export function checkAliasName(name: string): void {
  if (!name.startsWith('alias/') || name === 'alias/') {
    throw new KmsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (name.includes(':')) throw new KmsError('ValidationException', `${name} contains invalid characters for an alias`);
  if (name.startsWith('alias/aws/'))
    throw new KmsError(
      'NotAuthorizedException',
      undefined,
      'Alias names that start with alias/aws/ are reserved for AWS services.',
    ).because('reserved-alias');
}

/**
 * Checks that the target of an alias is not an alias.
 * @throws {KmsError} ValidationException
 */
export function checkAliasTarget(target: string): void {
  if (target.startsWith('alias/') || /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//.test(target)) {
    throw new KmsError('ValidationException', 'Aliases must refer to keys. Not aliases');
  }
}
