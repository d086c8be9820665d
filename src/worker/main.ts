/** Entry of the worker: the host of this tab, exposed to the page. */
import type { Endpoint } from '../base/batching-endpoint.ts';
import { createHost } from './host.ts';
import { serve } from './serve.ts';

serve(createHost(), globalThis as unknown as Endpoint);
