/** Errors of the services next to KMS. */
import { KmsError } from '../../model/errors.ts';
import type { ServiceErrorData, ServiceFacts } from '../../model/services/service-call.ts';

/** An error that AWS STS or AWS CloudTrail would return. `name` is a row of `errors` in the facts of the service. */
export class ServiceError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Errors of the shared validation, and the error of a service that stands for each. */
const SHARED: Readonly<Record<string, keyof ServiceFacts['names']>> = {
  ValidationException: 'validation',
  SerializationException: 'validation',
  AccessDeniedException: 'denied',
};

/** Returns `thrown` as an error of the service. Undefined for a bug. */
export function toServiceError(thrown: unknown, { names, errors }: ServiceFacts): ServiceError | undefined {
  if (thrown instanceof ServiceError) return thrown;
  if (!(thrown instanceof KmsError)) return undefined;
  const text = thrown.text ?? thrown.note ?? '';
  if (Object.hasOwn(errors, thrown.name)) return new ServiceError(thrown.name, text);
  return new ServiceError(names[SHARED[thrown.name] ?? 'validation'], text);
}

/** Returns the data of an error. */
export function toErrorData({ name, message }: ServiceError, { errors }: ServiceFacts): ServiceErrorData {
  return { name, status: errors[name] ?? 400, ...(message === '' ? {} : { message }) };
}
