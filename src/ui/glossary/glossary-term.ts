/** A term. */
export interface GlossaryTerm {
  readonly term: string;
  /** Its definition. Backticks mark code. */
  readonly text: string;
  /** A statement that is often heard and is wrong, and what is right. */
  readonly correction?: { readonly wrong: string; readonly right: string };
  /** URL. */
  readonly source?: string;
  /** IDs of related terms. */
  readonly see?: readonly string[];
}
