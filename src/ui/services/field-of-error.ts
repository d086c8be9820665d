/** Finds the field of a form that an error is about. */
import { kmsErrorName } from '../../services/service-error.ts';
import type { ServiceAction } from './service-action.ts';

/** Errors of KMS about the key that the form names. */
const KEY_ERRORS: ReadonlySet<string> = new Set([
  'NotFoundException',
  'InvalidArnException',
  'DisabledException',
  'KMSInvalidStateException',
  'InvalidKeyUsageException',
  'UnsupportedOperationException',
]);

/** Returns the name of the field. Undefined: the error is about none, or about several. */
export function fieldOfError(error: unknown, { fields }: ServiceAction): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { member, kmsError } = error as { readonly member?: string; readonly kmsError?: string };
  if (member !== undefined) return fields.find((field) => (field.member ?? field.name) === member)?.name;
  if (!KEY_ERRORS.has(kmsError ?? kmsErrorName(error) ?? '')) return undefined;
  return fields.find(({ name }) => name === 'KeyId')?.name;
}
