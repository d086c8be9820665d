/** Errors of services. */

/** The name of an error that KMS returned, or undefined for any other error. */
export function kmsErrorName(error: unknown): string | undefined {
  return error instanceof Error && '$fault' in error ? error.name : undefined;
}

/** An error of a service, under the name that the service gives it. `cause`: the error of KMS that caused it. */
export class ServiceError extends Error {
  /** Name of the KMS error that caused it. Omitted: KMS was not the cause. */
  readonly kmsError?: string;
  /** Name of the member of the input that is wrong. Omitted: it is not about one member. */
  readonly member?: string;

  constructor(name: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    // An own property, which survives minified class names.
    Object.defineProperty(this, 'name', { value: name, enumerable: true, configurable: true, writable: true });
    const kmsError = kmsErrorName(cause);
    if (kmsError !== undefined) this.kmsError = kmsError;
  }

  /** Creates an error about one member of an input. */
  static at(member: string, name: string, message: string): ServiceError {
    return Object.assign(new ServiceError(name, message), { member });
  }
}
