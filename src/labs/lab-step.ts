/** The steps of labs: starts, solutions and mistakes. */
import type { OperationName } from '../model/operations.ts';
import type { ComputationName } from './computations.ts';
import type { LabMethod } from './lab-methods.ts';
import type { LabValue } from './lab-value.ts';

/** What every step can have. */
interface StepBase {
  /**
   * Saves members of the result under names, for later steps: `{ "key": "KeyMetadata.Arn" }`. Bytes are saved as
   * `{ "base64": … }`.
   */
  readonly save?: Readonly<Record<string, string>>;
  /** Name of the error that the step must answer. Omitted: the step must succeed. */
  readonly expect?: string;
}

/**
 * Calls KMS. Binary members of `input` are `{ "base64": … }`, `{ "text": … }` or `{ "random": length }`; times are
 * `{ "secondsFromNow": … }`; text that is a JSON document, such as a policy, can be `{ "json": … }`. In any step,
 * `{ "concat": [ … ] }` is a text made of parts.
 */
export interface CallStep extends StepBase {
  readonly call: OperationName;
  readonly input?: Readonly<Record<string, LabValue>>;
  /** ARN or service principal; default: the learner. */
  readonly by?: string;
  /** Default us-east-1. */
  readonly region?: string;
  /** Condition keys of the request, such as `kms:ViaService`. */
  readonly context?: Readonly<Record<string, LabValue>>;
  /** Number of this attempt, and the delay before it in milliseconds, as a program that retries reports them. */
  readonly attempt?: number;
  readonly delayMs?: number;
}

/** Advances the simulated clock by a number of seconds. */
export interface AdvanceStep {
  readonly advance: number;
}

/** Calls a method of the sandbox: `principals.put`, `settings.set`. Only those of `LAB_METHODS` are accepted. */
export interface SandboxStep extends StepBase {
  readonly sandbox: LabMethod;
  readonly arguments?: readonly LabValue[];
}

/** Calls a method of a service: `objectStore.putObject`. */
export interface ServiceStep extends StepBase {
  readonly service: string;
  readonly input?: LabValue;
  readonly by?: string;
  readonly region?: string;
}

/** Computes outside of KMS, as a program of the learner would. */
export interface ComputeStep extends StepBase {
  readonly compute: ComputationName;
  readonly input?: Readonly<Record<string, LabValue>>;
}

export type LabStep = CallStep | AdvanceStep | SandboxStep | ServiceStep | ComputeStep;
