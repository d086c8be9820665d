/**
 * One class per error name of AWS KMS, such that `instanceof` holds with the classes of any copy of `@aws-sdk/client-kms`, and the other way round,
 * with no SDK code here: the SDK compares `shapeId` along the prototypes of whatever carries `$fault` and `$metadata`.
 */
import type { ThrownError } from '../model/call-messages.ts';
import { ERRORS, type ErrorData, type KmsErrorName } from '../model/errors.ts';
import type { GapName } from '../model/gaps.ts';

/** What the SDK tells of the answer that brought an error. There are no retries here. */
export interface ResponseMetadata {
  readonly httpStatusCode: number;
  readonly requestId: string;
  readonly attempts: number;
  readonly totalRetryDelay: number;
}

const BASE_SHAPE = 'smithy.ts.sdk.synthetic.com.amazonaws.kms#KMSServiceException';

function hasShape(value: unknown, shapeId: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (let proto: unknown = Object.getPrototypeOf(value); proto; proto = Object.getPrototypeOf(proto)) {
    const { constructor } = proto as { constructor?: { shapeId?: unknown } };
    if (constructor && Object.hasOwn(constructor, 'shapeId') && constructor.shapeId === shapeId) return true;
  }
  return false;
}

/** Any error that AWS KMS answers. */
export class KMSServiceException extends Error {
  static readonly shapeId: string = BASE_SHAPE;
  /** The error name of the class; undefined for this base of all. */
  static readonly errorName?: string;

  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;
  /** The sandbox's own words on why, where it has some: AWS would not send them. */
  readonly note?: string;
  /** What the sandbox does not support, where that is the reason. AWS KMS would not refuse the call. */
  readonly gap?: GapName;

  constructor(data: ErrorData, requestId: string) {
    // SDK v3 puts this word where AWS sends no message.
    super(data.message || 'UnknownError');
    const row = ERRORS[data.name];
    // As the SDK's errors do, and whatever a minifier makes of the class.
    Object.defineProperty(this, 'name', { value: data.name, enumerable: true, configurable: true, writable: true });
    this.$fault = row.fault;
    this.$metadata = { httpStatusCode: row.status, requestId, attempts: 1, totalRetryDelay: 0 };
    if (data.note !== undefined) this.note = data.note;
    if (data.gap !== undefined) this.gap = data.gap;
  }

  /** True for the errors of this name, from whichever copy of this class or of the SDK. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasShape(value, BASE_SHAPE) && (this.errorName === undefined || (value as Error).name === this.errorName);
  }
}

/** A class of `exceptions`. */
export type ExceptionClass = typeof KMSServiceException;

function createExceptionClass(name: KmsErrorName): ExceptionClass {
  const made = class extends KMSServiceException {
    static override readonly shapeId: string = `com.amazonaws.kms#${name}`;
    static override readonly errorName: string = name;
  };
  Object.defineProperty(made, 'name', { value: name });
  return made;
}

/** The class of each error name: `error instanceof exceptions.NotFoundException`. */
export const exceptions = Object.fromEntries(
  Object.keys(ERRORS).map((name) => [name, createExceptionClass(name as KmsErrorName)]),
) as unknown as Readonly<Record<KmsErrorName, ExceptionClass>>;

/** The error that a reply's data says. */
export function createException(data: ErrorData, requestId: string): KMSServiceException {
  return new exceptions[data.name](data, requestId);
}

/** The classes that an error of the worker has again. What a message cannot carry is the caller's mistake. */
const ERROR_CLASSES: Readonly<Record<string, ErrorConstructor>> = { TypeError, RangeError, DataCloneError: TypeError };

/** The error that the worker threw, from the name and the message that crossed: TypeError is one again. */
export function createWorkerError({ name, message }: ThrownError): Error {
  const Class = Object.hasOwn(ERROR_CLASSES, name) ? (ERROR_CLASSES[name] as ErrorConstructor) : undefined;
  return Class === undefined ? Object.assign(new Error(message), { name }) : new Class(message);
}
