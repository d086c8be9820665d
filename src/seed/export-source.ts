/** What an export reads of a sandbox. */
import type { Database } from '../model/ports.ts';
import type { KeyRecord } from '../model/records.ts';
import type { SandboxFunctions } from '../model/sandbox-methods.ts';

/** The parts of a sandbox that an export uses. */
export interface ExportSource extends SandboxFunctions<
  'accounts' | 'groups' | 'principals' | 'endpoints' | 'settings' | 'clock'
> {
  readonly database: Pick<Database, 'page'>;
  /** Real time in milliseconds since 1970. */
  realNow(): number;
  /** The names that a document gave to keys, by the ARN of the primary key, in its order. */
  keyNames(): Promise<readonly (readonly [arn: string, name: string])[]>;
  /** Returns the ARNs of those of these principals that were deleted. */
  deletedPrincipals(ids: KeyRecord['principalIds']): Promise<ReadonlySet<string>>;
}
