/** A key policy that is being changed, kept until it is saved or discarded. */
import { KeptByKey } from './per-key-storage.ts';

/** A draft. */
export interface PolicyDraft {
  readonly text: string;
  /** The stored policy that it was begun from. */
  readonly base: string;
  /** When it was last changed: milliseconds since 1970 by the device's clock. */
  readonly at: number;
}

/** Two policies of 32 KB each, for each key: more would crowd out the rest of what the page keeps. */
const MAX_KEYS = 20;

function read(value: unknown): PolicyDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { text, base, at } = value as Record<string, unknown>;
  return typeof text === 'string' && typeof base === 'string' && typeof at === 'number'
    ? { text, base, at }
    : undefined;
}

/** The drafts of this browser. */
export function policyDrafts(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): KeptByKey<PolicyDraft> {
  return new KeptByKey({ place: 'strongroom.policy-drafts', read, most: MAX_KEYS }, storage);
}
