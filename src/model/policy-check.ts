/** What is said of a key policy before it is stored. */
import type { AccessCell } from './decision.ts';

/** One finding. `error`: PutKeyPolicy would refuse it; `warning`: it does not do what it seems to; `note`: worth knowing. */
export interface PolicyFinding {
  readonly severity: 'error' | 'warning' | 'note';
  /** Where in the document: member names and list positions. Empty: the document itself. */
  readonly path: readonly (string | number)[];
  /** The Sid of the statement, or `#1` for the first without. */
  readonly statement?: string;
  readonly says: string;
}

/** A key policy looked at, not stored. */
export interface PolicyCheck {
  readonly findings: readonly PolicyFinding[];
  /** The cells of the key's access matrix that storing it would alter, as they would be; empty where it can not be stored. */
  readonly alters: readonly AccessCell[];
}
