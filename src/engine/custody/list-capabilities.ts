/** Support for each key spec in this browser. */
import { servedBy } from '../../crypto/capability.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { Capability } from '../../model/contract.ts';
import type { KeySpec } from '../../model/sdk.ts';

/** Returns the support for each key spec, as measured. */
export function listCapabilities(): Promise<readonly Capability[]> {
  return Promise.all(
    (Object.keys(KEY_SPECS) as KeySpec[]).map(async (spec) => ({ spec, servedBy: await servedBy(spec) })),
  );
}
