/** A policy document as an object; what it may hold, `engine/authorization/policy/document.ts` says. */
export type PolicyDocument = Readonly<Record<string, unknown>>;
