/** Entry of the app's worker: the host of this tab. New sandboxes have the request quotas of AWS. */
import type { Endpoint } from 'comlink';
import { createHost } from './host.ts';
import { serve } from './serve.ts';

/** Pages are type-checked with this file, and `postMessage` of a page has another parameter. */
const scope: unknown = globalThis;

serve(createHost({ initialSettings: { requestQuotas: 'real' } }), scope as Endpoint);
