/**
 * A class: what a trainer gives to learners as one file or link. It is data only, and has no key material.
 * class-schema.json is the published schema of the same form.
 */
import type { Lab } from '../labs/lab.ts';
import type { SeedDocument } from '../model/seed-document.ts';

/** A class file. */
export interface ClassFile {
  /** For editors: the address of the JSON Schema. */
  readonly $schema?: string;
  /** Version of the form of this file. */
  readonly form: 1;
  /** Letters, digits and hyphens. The sandbox of the class is `class-<id>`. */
  readonly id: string;
  readonly title: string;
  /** IDs of labs of the course and of `ownLabs`, in the order of the class. */
  readonly labs: readonly string[];
  /** Labs that the course does not have. */
  readonly ownLabs?: readonly Lab[];
  /** Settings, clock, accounts, principals and keys of the class sandbox. Omitted: it is as any new sandbox. */
  readonly sandbox?: SeedDocument;
  /** Language of the texts of labs (BCP 47). Omitted, or a lab does not have it: English. */
  readonly language?: string;
  /** Whether projector mode starts when a learner joins. */
  readonly projector?: boolean;
}

/** What the IDs of the sandboxes of classes begin with. */
const CLASS_PREFIX = 'class-';

/** Maximum size of a class file. */
export const MAX_CLASS_BYTES = 512 * 1024;

/** Returns the ID of the sandbox of a class. */
export const classWorld = (id: string): string => CLASS_PREFIX + id;
