/** A policy document as an object. `engine/authorization/policy/parse-policy.ts` defines the valid contents. */
export type PolicyDocument = Readonly<Record<string, unknown>>;
