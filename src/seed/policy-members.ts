/** The members of the entries of a document that are policies. */
import type { DocumentKind } from '../model/policy-check.ts';

/** Members that are a list of policy documents, with their kind. */
export const POLICY_LISTS: ReadonlyMap<string, DocumentKind> = new Map([
  ['policies', 'identity'],
  ['scps', 'scp'],
  ['rcps', 'rcp'],
]);

/** Members that are one policy document, with their kind. `policy` is that of an endpoint, or of a key. */
export const SINGLE_POLICIES: ReadonlyMap<string, DocumentKind> = new Map([
  ['policy', 'endpoint'],
  ['boundary', 'boundary'],
  ['trustPolicy', 'trust'],
  ['sessionPolicy', 'session'],
]);

/** Whether a member of an entry is a policy document, or a list of them. */
export const holdsPolicies = (member: string): boolean => POLICY_LISTS.has(member) || SINGLE_POLICIES.has(member);
