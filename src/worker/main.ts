/** Entry of the worker: the host of this tab, exposed to the page. */
import type { Endpoint } from 'comlink';
import { createHost } from './host.ts';
import { serve } from './serve.ts';

/** The library's types are built with the types of a page, in which `postMessage` has another parameter. */
const scope: unknown = globalThis;

serve(createHost(), scope as Endpoint);
