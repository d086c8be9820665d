/** Stores drafts of key policies until they are saved or discarded. */
import { typedEvent } from '../kit/typed-event.ts';
import { KeptByKey } from './per-key-storage.ts';

/** The draft is another text. */
export const CHANGE_DRAFT = typedEvent<{ readonly text: string }>('strong-draft');

/** A draft. */
export interface PolicyDraft {
  readonly text: string;
  /** The stored policy at the start of editing. */
  readonly base: string;
  /** Time of the last change in milliseconds since 1970, by the clock of the device. */
  readonly at: number;
}

/** Maximum number of keys with a draft. A draft has two policies of up to 32 KB, and the storage is shared. */
const MAX_KEYS = 20;

function read(value: unknown): PolicyDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { text, base, at } = value as Record<string, unknown>;
  return typeof text === 'string' && typeof base === 'string' && typeof at === 'number'
    ? { text, base, at }
    : undefined;
}

/** The drafts that this browser stores. */
export function policyDrafts(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): KeptByKey<PolicyDraft> {
  return new KeptByKey({ place: 'strongroom.policy-drafts', read, most: MAX_KEYS }, storage);
}
