/** How an error of the SDK is provoked, or why it cannot arise: the types of the tables. */
import type { KmsErrorName } from '../../../src/model/errors.ts';
import type { Registered } from '../../conformance/cases.ts';
import type { SdkFixture } from './fixture.ts';

/** What the SDK puts where AWS sends no message. */
export const NO_TEXT = 'UnknownError';

/** A call that is refused. */
export interface Refused {
  readonly input: object;
  /** The message that the SDK shows. */
  readonly says: string;
}

/** Prepares the world of `made` and gives the call, a change of the `valid` one. */
export type Provoke = (made: SdkFixture, valid: object, operation: Registered) => Refused | Promise<Refused>;

/** A declared error that this operation does not give here. */
export interface Unreachable {
  readonly because: string;
  /** The call that would give it; a change of the valid one, or the way of GENERAL when not given. */
  readonly probe?: Provoke;
  /** What that call does instead. Another answer fails the tests: the entry is then out of date. */
  readonly now: KmsErrorName | 'success';
}
