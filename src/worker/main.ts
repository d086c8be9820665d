/** Entry of the worker: the host of this tab, exposed to the page. */
import { createHost } from './host.ts';
import { serve } from './serve.ts';

serve(createHost(), globalThis);
