/**
 * Entry of the app's worker: the host of this tab. New sandboxes have the request quotas of AWS. The name of the worker
 * tells which commits a page has seen.
 */
import type { Endpoint } from 'comlink';
import { createHost } from './host.ts';
import { seenCommitsIn } from './seen-commits.ts';
import { serve } from './serve.ts';

/** Pages are type-checked with this file, and `postMessage` of a page has another parameter. */
const scope: unknown = globalThis;

const { name = '' } = globalThis as { readonly name?: string };

const host = createHost({
  initialSettings: { requestQuotas: 'real' },
  seenCommits: seenCommitsIn(name),
});
// Opens the default sandbox, which every page uses, while the page is still loading. The page reports a failure.
host.sandbox('default', 'storage', []).catch(() => undefined);
serve(host, scope as Endpoint);
