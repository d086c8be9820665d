/**
 * Validates the input of CreateGrant. Texts are recorded where available (test/conformance/errors.test.ts). Sources:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
import { accountOfPrincipal } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { grantableOn } from '../../model/grantable.ts';
import type { ValidInput } from '../../model/operations.ts';
import { QUOTAS } from '../../model/quotas.ts';
import type { KeyRecord } from '../../model/records.ts';
import { findPrincipal } from '../directory/principals.ts';
import type { Reader } from '../transaction/reader.ts';

const invalid = (text: string): KmsError => new KmsError('ValidationException', text);

/**
 * Checks the input alone. Texts that are not recorded are our own.
 * @throws {KmsError} ValidationException
 */
export function checkGrantInput(input: ValidInput<'CreateGrant'>): void {
  const {
    GranteePrincipal,
    GranteeServicePrincipal,
    RetiringPrincipal,
    RetiringServicePrincipal,
    Constraints,
    Operations,
  } = input;
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) {
    throw invalid('Exactly one of GranteePrincipal and GranteeServicePrincipal must be specified.');
  }
  if (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined) {
    throw invalid('Only one of RetiringPrincipal and RetiringServicePrincipal can be specified.');
  }
  if (
    GranteeServicePrincipal !== undefined &&
    (Constraints?.SourceArn === undefined || (RetiringPrincipal ?? RetiringServicePrincipal) === undefined)
  ) {
    throw invalid('GranteeServicePrincipal needs a SourceArn constraint and a retiring principal.');
  }
  if (Operations.length === 0) throw invalid('A grant must allow at least one operation.');
  if (Operations.every((operation) => operation === 'CreateGrant'))
    throw invalid('Grants must not contain only the CreateGrant operation.');
  const { EncryptionContextEquals, EncryptionContextSubset } = Constraints ?? {};
  if (EncryptionContextEquals !== undefined && EncryptionContextSubset !== undefined)
    throw invalid('More than one constraint supplied');
  const pairs = Object.values(EncryptionContextEquals ?? EncryptionContextSubset ?? {});
  if (pairs.length > QUOTAS.constraintPairs)
    throw invalid(`A grant constraint can have ${QUOTAS.constraintPairs} encryption context pairs.`);
  if (pairs.some((value) => Array.from(value).length > QUOTAS.constraintValue)) {
    throw invalid(`A value in a grant constraint can have ${QUOTAS.constraintValue} characters.`);
  }
}

/**
 * Checks that operations and constraints fit the key.
 * @throws {KmsError} ValidationException
 */
export function checkGrantOnKey({ Operations, Constraints }: ValidInput<'CreateGrant'>, key: KeyRecord): void {
  const allowed = grantableOn(key);
  const unsuited = Operations.find((operation) => !allowed.includes(operation));
  if (unsuited !== undefined)
    throw invalid(
      `The operation ${unsuited} is not valid for a grant on a key with key spec ${key.spec} and key usage ${key.usage}.`,
    );
  const context = Constraints?.EncryptionContextEquals ?? Constraints?.EncryptionContextSubset;
  if (context !== undefined && !KEY_SPECS[key.spec].encryptionContext) {
    throw invalid('Encryption context constraints are valid only for grants on symmetric encryption keys.');
  }
}

/**
 * Checks that a principal of a grant exists. The text is recorded (test/conformance/errors.test.ts).
 * @throws {KmsError} InvalidArnException
 */
export async function checkGrantPrincipal(reader: Reader, arn: string | undefined): Promise<void> {
  if (arn === undefined) return;
  const account = accountOfPrincipal(arn);
  const found = account === undefined ? await findPrincipal(reader, arn) : await reader.get('accounts', account);
  if (found === undefined)
    throw new KmsError('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`).because(
      'missing-principal',
    );
}
