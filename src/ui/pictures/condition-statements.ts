/** Finds the statements of policies that test some condition keys: the encryption context, tags or aliases. */
import type { PolicyDocument } from '../../model/policy-document.ts';

/** One comparison of a condition: operator, condition key and values. */
export interface PicturedTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement that tests one of the condition keys. */
export interface TestingStatement {
  readonly effect: string;
  /** Its Sid, or `#1` for the first statement if it has none. */
  readonly statement: string;
  /** ARNs that its Principal element names. Empty in a policy of IAM. */
  readonly principals: readonly string[];
  readonly tests: readonly PicturedTest[];
}

/** A statement that tests one of the condition keys, and the policy that has it. */
export interface PicturedStatement extends TestingStatement {
  /** ARN of a principal (a policy of IAM) or of a key (its key policy). */
  readonly owner: string;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function testsOf(condition: unknown, isTested: (key: string) => boolean): readonly PicturedTest[] {
  return Object.entries(objectOf(condition)).flatMap(([operator, block]) =>
    Object.entries(objectOf(block))
      .filter(([key]) => isTested(key.toLowerCase()))
      .map(([key, values]) => ({ operator, key, values: listOf(values).map(String) })),
  );
}

/**
 * Returns the statements of a document that test one of the condition keys.
 * @param isTested whether it is one of them; gets the name in lower case
 */
export function testingStatements(
  document: PolicyDocument,
  isTested: (key: string) => boolean,
): readonly TestingStatement[] {
  return listOf(document.Statement).flatMap((value, index) => {
    const { Sid, Effect, Principal, Condition } = objectOf(value);
    const tests = testsOf(Condition, isTested);
    if (tests.length === 0) return [];
    const principals = listOf(objectOf(Principal).AWS).filter((one) => typeof one === 'string');
    const statement = typeof Sid === 'string' ? Sid : `#${index + 1}`;
    return [{ effect: String(Effect), statement, principals, tests }];
  });
}
