/** The worker's entry: this tab's host, served to the page. */
import { createHost } from './host.ts';
import { serve } from './serve.ts';

serve(createHost(), globalThis);
