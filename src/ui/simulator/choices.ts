/** What a question of the simulator can name, and how it names keys. */
import type { PrincipalView } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import { REGIONS } from '../../model/regions.ts';
import { SHAPES } from '../../model/shapes.ts';
import type { SwitchOption } from '../kit/strong-switch.ts';
import type { Problem } from '../page/problem.ts';
import { sampleInput } from '../../model/sample-input.ts';
import type { KeyChoice } from '../operation-form/key-choice.ts';
import { ASKABLE_OPERATIONS, withNamedKeys, type Question } from '../decision/simulation.ts';

/** The decision about one question, or why there is none: errors in its fields, or of the call. */
export type Answer = { readonly question: Question } & (
  { readonly decision: Decision } | { readonly problem: Problem } | { readonly findings: readonly string[] }
);

/** The operations that a question can be about. */
export const OPERATION_OPTIONS = ASKABLE_OPERATIONS.map((name): SwitchOption => ({ value: name, label: name }));

/** The Regions that a question can be about. */
export const REGION_OPTIONS = Object.entries(REGIONS).map(([value, detail]): SwitchOption => ({
  value,
  label: value,
  detail,
}));

/** What a question can name. */
export interface Choices {
  readonly principals: readonly PrincipalView[];
  /** IDs of VPC endpoints. */
  readonly endpoints: readonly string[];
  readonly keys: readonly KeyChoice[];
}

/** The key of a question that names none, and of a sandbox that lists none. */
export function defaultKey(keys: readonly KeyChoice[]): string {
  return keys[0]?.value ?? 'alias/playground';
}

/** The question with its keys named as its principal can name them: by ARN if an alias of `account` cannot. */
export function withKeysOf(question: Question, keys: readonly KeyChoice[], account: string): Question {
  return withNamedKeys(question, account, (alias) => keys.find(({ value }) => value === alias)?.arn);
}

/**
 * The question for another operation, on the same key and with the same encryption context if the operation takes one.
 */
export function withOperation(question: Question, operation: OperationName, keys: readonly KeyChoice[]): Question {
  const { KeyId, DestinationKeyId, TargetKeyId, EncryptionContext } = question.input as {
    KeyId?: string;
    DestinationKeyId?: string;
    TargetKeyId?: string;
    EncryptionContext?: object;
  };
  const id = KeyId ?? DestinationKeyId ?? TargetKeyId ?? defaultKey(keys);
  const keeps = EncryptionContext !== undefined && Object.hasOwn(SHAPES[operation], 'EncryptionContext');
  const input = { ...sampleInput(operation, { id }), ...(keeps ? { EncryptionContext } : {}) } as Question['input'];
  return { ...question, operation, input };
}
