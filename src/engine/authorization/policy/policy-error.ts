/** Policy errors as data: what is wrong, where, and the edit that would fix it. */
import { KmsError, type KmsErrorName } from '../../../model/errors.ts';
import type { PolicyErrorCode, PolicyFinding, PolicyEdit, PolicyPath } from '../../../model/policy-check.ts';

/** A part of a policy, with its name in messages. */
export interface Place {
  readonly what: string;
  readonly path: PolicyPath;
  /** Sid of its statement, or `#1` for the first one if it has none. */
  readonly statement?: string;
}

/** The document itself. */
export const DOCUMENT: Place = { what: 'The policy', path: [] };

/**
 * Returns a member of `place`, or an element of an array.
 * @param what its name in messages
 */
export const inside = (place: Place, what: string, ...steps: PolicyPath): Place => ({
  ...place,
  what,
  path: [...place.path, ...steps],
});

/** Details of an error besides its code. */
export interface PolicyErrorDetails {
  readonly place: Place;
  /** Explanation. */
  readonly note?: string;
  /** Value in the policy. */
  readonly value?: unknown;
  readonly suggestion?: PolicyEdit;
  /** AWS's name and text of the error, if it is not MalformedPolicyDocumentException without a text. */
  readonly name?: KmsErrorName;
  readonly text?: string;
}

/** Longest value that is part of the reason of an error. */
const MAX_VALUE_LENGTH = 256;

/** A rejected policy. `path` locates the error in the document. */
export class PolicyError extends KmsError {
  readonly code: PolicyErrorCode;
  readonly path: PolicyPath;
  readonly statement: string | undefined;
  readonly value: unknown;
  readonly suggestion: PolicyEdit | undefined;
  /** Every error of the policy, in AWS's order, if all were collected: this one is the first. */
  all: readonly PolicyError[] = [this];

  constructor(code: PolicyErrorCode, { place, note, value, suggestion, name, text }: PolicyErrorDetails) {
    super(name ?? 'MalformedPolicyDocumentException', text, note);
    this.code = code;
    this.path = place.path;
    this.statement = place.statement;
    this.value = value;
    this.suggestion = suggestion;
    // These two are checks of their own: see ERROR_CHECKS.
    if (code === 'TooLarge' || code === 'LockOut') return;
    this.because({
      check: name === 'InvalidArnException' ? 'policy-principal' : 'policy-document',
      code,
      path: place.path,
      ...(place.statement === undefined ? {} : { statement: place.statement }),
      ...(typeof value === 'string' && value.length <= MAX_VALUE_LENGTH ? { value } : {}),
    });
  }
}

/** Converts an error to a finding. */
export function findingOf(error: KmsError): PolicyFinding {
  const says = error.note ?? error.message;
  if (!(error instanceof PolicyError)) return { severity: 'error', path: [], says };
  const { code, path, statement, value, suggestion } = error;
  return {
    severity: 'error',
    code,
    path,
    ...(statement === undefined ? {} : { statement }),
    says,
    ...(suggestion === undefined ? {} : { mend: suggestion }),
    ...(code === 'UnknownPrincipal' ? { unknown: String(value) } : {}),
  };
}
