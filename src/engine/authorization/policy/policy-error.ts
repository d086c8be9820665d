/** Why a policy is refused, as data: what is wrong, where, and the change that would fix it. */
import { KmsError, type KmsErrorName } from '../../../model/errors.ts';
import type { PolicyErrorCode, PolicyFinding, PolicyEdit, PolicyPath } from '../../../model/policy-check.ts';

/** A part of a policy, with its name in sentences. */
export interface Place {
  readonly what: string;
  readonly path: PolicyPath;
  /** The Sid of the statement that it is in, or `#1` for the first without. */
  readonly statement?: string;
}

/** The document itself. */
export const DOCUMENT: Place = { what: 'The policy', path: [] };

/** A member of `place`, or an item of a list; `what`: its name in sentences. */
export const inside = (place: Place, what: string, ...steps: PolicyPath): Place => ({
  ...place,
  what,
  path: [...place.path, ...steps],
});

/** What a refusal has besides its code. */
export interface PolicyErrorDetails {
  readonly place: Place;
  /** The sentence that explains it. */
  readonly note?: string;
  /** What the policy has there. */
  readonly value?: unknown;
  readonly suggestion?: PolicyEdit;
  /** AWS's name and text of the error, where they are not MalformedPolicyDocumentException without a text. */
  readonly name?: KmsErrorName;
  readonly text?: string;
}

/** A policy that is refused. `path` is the place in the document that it is about. */
export class PolicyError extends KmsError {
  readonly code: PolicyErrorCode;
  readonly path: PolicyPath;
  readonly statement: string | undefined;
  readonly value: unknown;
  readonly suggestion: PolicyEdit | undefined;

  constructor(code: PolicyErrorCode, { place, note, value, suggestion, name, text }: PolicyErrorDetails) {
    super(name ?? 'MalformedPolicyDocumentException', text, note);
    this.code = code;
    this.path = place.path;
    this.statement = place.statement;
    this.value = value;
    this.suggestion = suggestion;
  }
}

/** A refusal as a finding. */
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
