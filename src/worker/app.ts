/**
 * Entry of the app's worker: the host of this tab. New sandboxes have the request quotas of AWS. The worker's
 * name, `strongroom 12`, ends with the number of the newest commit of the default sandbox that a page has seen.
 */
import type { Endpoint } from 'comlink';
import { createHost } from './host.ts';
import { serve } from './serve.ts';

/** Pages are type-checked with this file, and `postMessage` of a page has another parameter. */
const scope: unknown = globalThis;

const { name = '' } = globalThis as { readonly name?: string };
const seen = / (\d{1,15})$/.exec(name)?.[1] ?? '0';

const host = createHost({
  initialSettings: { requestQuotas: 'real' },
  seenCommits: (world) => (world === 'default' ? Number(seen) : 0),
});
// Opens the default sandbox, which every page uses, while the page is still loading. The page reports a failure.
host.sandbox('default', 'storage', []).catch(() => undefined);
serve(host, scope as Endpoint);
