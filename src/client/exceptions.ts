/**
 * Exception classes, one per error name of AWS KMS. `instanceof` holds between these classes and those of any copy of
 * `@aws-sdk/client-kms`, in both directions and without code of the SDK: the SDK compares `shapeId` along the prototype
 * chain of each object that has `$fault` and `$metadata`.
 */
import type { ThrownError } from '../model/call-messages.ts';
import type { ErrorReason } from '../model/error-reason.ts';
import { ERRORS, type ErrorData, type KmsErrorName } from '../model/errors.ts';
import type { GapName } from '../model/gaps.ts';

/** `$metadata` of an exception. `totalRetryDelay` is in milliseconds. */
export interface ResponseMetadata {
  readonly httpStatusCode: number;
  readonly requestId: string;
  readonly attempts: number;
  readonly totalRetryDelay: number;
}

type Attempts = Pick<ResponseMetadata, 'attempts' | 'totalRetryDelay'>;

const ONE_ATTEMPT: Attempts = { attempts: 1, totalRetryDelay: 0 };

const BASE_SHAPE = 'smithy.ts.sdk.synthetic.com.amazonaws.kms#KMSServiceException';

function hasShape(value: unknown, shapeId: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (let proto: unknown = Object.getPrototypeOf(value); proto; proto = Object.getPrototypeOf(proto)) {
    const { constructor } = proto as { constructor?: { shapeId?: unknown } };
    if (constructor && Object.hasOwn(constructor, 'shapeId') && constructor.shapeId === shapeId) return true;
  }
  return false;
}

/** Base class of all errors that AWS KMS returns. */
export class KMSServiceException extends Error {
  static readonly shapeId: string = BASE_SHAPE;
  /** Error name of the class; undefined for this base class. */
  static readonly errorName?: string;

  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;
  /** Explanation added by the sandbox. AWS does not send it. */
  readonly note?: string;
  /** The feature that the sandbox lacks, if that caused the error. AWS KMS would accept the call. */
  readonly gap?: GapName;
  /** The check that failed. AWS does not send it. */
  readonly reason?: ErrorReason;

  constructor(data: ErrorData, requestId: string, { attempts, totalRetryDelay }: Attempts = ONE_ATTEMPT) {
    // AWS SDK v3 uses this text when AWS sends no message.
    super(data.message || 'UnknownError');
    const row = ERRORS[data.name];
    // An own property, as on errors of the SDK; it also survives minified class names.
    Object.defineProperty(this, 'name', { value: data.name, enumerable: true, configurable: true, writable: true });
    this.$fault = row.fault;
    this.$metadata = { httpStatusCode: row.status, requestId, attempts, totalRetryDelay };
    if (data.note !== undefined) this.note = data.note;
    if (data.gap !== undefined) this.gap = data.gap;
    if (data.reason !== undefined) this.reason = data.reason;
  }

  /** Matches exceptions of this name from any copy of this class or of the SDK. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasShape(value, BASE_SHAPE) && (this.errorName === undefined || (value as Error).name === this.errorName);
  }
}

/** Type of the classes in `exceptions`. */
export type ExceptionClass = typeof KMSServiceException;

function createExceptionClass(name: KmsErrorName): ExceptionClass {
  const made = class extends KMSServiceException {
    static override readonly shapeId: string = `com.amazonaws.kms#${name}`;
    static override readonly errorName: string = name;
  };
  Object.defineProperty(made, 'name', { value: name });
  return made;
}

/** Exception class by error name, for example `error instanceof exceptions.NotFoundException`. */
export const exceptions = Object.fromEntries(
  Object.keys(ERRORS).map((name) => [name, createExceptionClass(name as KmsErrorName)]),
) as unknown as Readonly<Record<KmsErrorName, ExceptionClass>>;

/** Creates the exception for an error reply. */
export function createException(data: ErrorData, requestId: string, attempts?: Attempts): KMSServiceException {
  return new exceptions[data.name](data, requestId, attempts);
}

/**
 * Built-in error classes to restore, by the name that the worker sent. A DataCloneError means that an argument cannot
 * be sent, so the caller gets a TypeError.
 */
const ERROR_CLASSES: Readonly<Record<string, ErrorConstructor>> = { TypeError, RangeError, DataCloneError: TypeError };

/** Creates the error that the worker threw, from its data. Restores the class, for example TypeError. */
export function createWorkerError({ name, message, details }: ThrownError): Error {
  const Class = Object.hasOwn(ERROR_CLASSES, name) ? (ERROR_CLASSES[name] as ErrorConstructor) : undefined;
  return Class === undefined ? Object.assign(new Error(message), { name, ...details }) : new Class(message);
}
