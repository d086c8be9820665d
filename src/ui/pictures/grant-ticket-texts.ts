/** Texts of the picture *grant-ticket*. */
import { countOf } from '../kit/format.ts';
import type { GrantConstraint, GrantEnd, GrantUse } from './grant-ticket.ts';

const CONSTRAINT: Readonly<Record<GrantConstraint['kind'], string>> = {
  equals: 'Only with exactly this encryption context',
  subset: 'Only with these pairs; further ones are allowed',
};

const USE: Readonly<Record<GrantUse['outcome'], (call: string, time: string) => string>> = {
  grant: (call, time) => `${call} allowed by the grant, ${time}`,
  token: (call, time) => `${call} allowed by the grant token, ${time}`,
  denied: (call, time) => `${call} denied before the grant was effective, ${time}`,
};

const END: Readonly<Record<GrantEnd['operation'], (caller: string, time: string) => string>> = {
  RetireGrant: (caller, time) => `Retired by ${caller}, ${time}`,
  RevokeGrant: (caller, time) => `Revoked by ${caller}, ${time}`,
};

export const TEXTS = {
  noKey: 'No key yet.',
  noGrant: 'No grant yet. CreateGrant clips one to this key.',
  older: (grants: number) => `${countOf(grants, 'older grant', 'older grants')}, not drawn`,
  grant: (grantee: string) => `Grant for ${grantee}`,
  id: (id: string) => `Grant ${id}`,
  operations: (names: string) => `Allows ${names}`,
  constraint: CONSTRAINT,
  anyContext: 'With any encryption context',
  call: (operation: string, caller: string) => `${operation} by ${caller}`,
  use: USE,
  unused: 'Not used yet',
  end: END,
  token: 'Grant token',
  tokenNeeded: (time: string) => `Needed until ${time}. The grant is not effective without it yet.`,
  tokenSpent: 'No longer needed: the grant is effective.',
  tokenVoid: 'Void: the grant has ended.',
};
