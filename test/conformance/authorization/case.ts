/**
 * What a case of authorization says, as its JSON file holds it. `<ann>`, `<key>` and the like stand for names: those of
 * `names.json`, and what the scene made (`<key>`, `<other>`, `<key id>`, `<blob>`, `<grant 1>`, `<token 1>`,
 * `<cluster>`, `<trust anchor>`, `<key store>`). A policy is a document, or the list of its statements; a statement may
 * be the name of one of `statements.json`. A principal that is given as an action may do that action with everything.
 */
import type { DecisionStage } from '../../../src/model/decision.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import type { AccountRecord, Settings } from '../../../src/model/records.ts';

/** A statement, or the name of a usual one. */
export type StatementText = string | Readonly<Record<string, unknown>>;

/** A document, or its statements. */
export type PolicyText = PolicyDocument | readonly StatementText[];

/** A principal: its identity policies and the rest; or the actions that it may do with everything. */
export type PrincipalText =
  | string
  | readonly string[]
  | {
      readonly policies?: readonly PolicyText[];
      readonly boundary?: PolicyText;
      readonly sessionPolicy?: PolicyText;
      readonly sessionTags?: Readonly<Record<string, string>>;
      readonly tags?: Readonly<Record<string, string>>;
      readonly groups?: readonly string[];
    };

/**
 * A key; without `policy` the default one. Every policy that is given gets the statement of the keeper, who sets the
 * scene and applies fixes.
 */
export interface KeyText {
  readonly policy?: PolicyText;
  readonly account?: string;
  readonly region?: string;
  readonly spec?: string;
  readonly usage?: string;
  readonly multiRegion?: true;
  readonly origin?: 'EXTERNAL';
  readonly tags?: Readonly<Record<string, string>>;
  readonly aliases?: readonly string[];
}

/** A call of a principal. */
export interface CallText {
  /** `<ann>` when not given. */
  readonly caller?: string;
  /** Encrypt when not given. */
  readonly operation?: OperationName;
  /** Laid over the usual input of the operation (`inputs.json`); null takes a member away. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly region?: string;
  readonly requestContext?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * What is done before the call: a call that must succeed, time that passes, a principal that goes, a principal that
 * goes and is made again.
 */
export type StepText =
  CallText | { readonly advance: number } | { readonly remove: string } | { readonly remake: string };

/** A ciphertext that the keeper made. */
export interface BlobText {
  readonly key?: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The world in which the call is made. */
export interface Given {
  readonly accounts?: Readonly<
    Record<
      string,
      Omit<AccountRecord, 'id' | 'scps' | 'rcps'> & { scps?: readonly PolicyText[]; rcps?: readonly PolicyText[] }
    >
  >;
  readonly groups?: Readonly<Record<string, readonly PolicyText[]>>;
  readonly principals?: Readonly<Record<string, PrincipalText>>;
  readonly endpoints?: Readonly<Record<string, { readonly vpc: string; readonly policy?: PolicyText }>>;
  readonly key?: KeyText;
  readonly other?: KeyText;
  readonly blob?: BlobText;
  /** Inputs of CreateGrant; `by`: who makes it, the keeper when not given. */
  readonly grants?: readonly Readonly<Record<string, unknown>>[];
  readonly settings?: Partial<Settings>;
  readonly steps?: readonly StepText[];
}

/** What happens. */
export interface Then {
  /** Absent: the call fails before anything is decided. */
  readonly allowed?: boolean;
  /** How the text of AccessDeniedException ends. */
  readonly tail?: string;
  /** Who decides: members that the decision must have. A kind alone may stand as text. */
  readonly decidedBy?: string | Readonly<Record<string, string>>;
  /** Of a denied call: why nothing that the sandbox can change lets it through; else `simulate` must propose a fix. */
  readonly noFix?: string;
  /** The error of a call that authorization does not stop. */
  readonly fails?: { readonly name: string; readonly message?: string };
  /** A step that the trace must have. */
  readonly trace?: {
    readonly gate: DecisionStage;
    readonly outcome: string;
    readonly element?: string;
    readonly because?: string;
  };
}

/** One case. */
export interface Case {
  /** The rule that it proves, of `rules.json`. */
  readonly rule: string;
  /** What it shows, in words; with the rule a name of its own. */
  readonly says: string;
  /** Where AWS says so; that of the rule when not given. */
  readonly source?: string;
  readonly given?: Given;
  readonly when?: CallText;
  readonly then: Then;
}
