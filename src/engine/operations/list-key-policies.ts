/** ListKeyPolicies: a key has one policy, `default`. */
import { decodeMarker } from '../keys/pagination.ts';
import { POLICY_NAME } from '../policies/policy-name.ts';
import type { Operation } from '../pipeline/operation.ts';

/** The ListKeyPolicies operation. */
export const listKeyPolicies: Operation<'ListKeyPolicies'> = {
  check({ input }) {
    decodeMarker(input.Marker, ['string']);
  },
  run: () => ({ output: { PolicyNames: [POLICY_NAME], Truncated: false } }),
};
