/** Entry of the library's worker: the host of this tab. Its name tells which commits a page has seen. */
import type { Endpoint } from 'comlink';
import { createHost } from './host.ts';
import { seenCommitsIn } from './seen-commits.ts';
import { serve } from './serve.ts';

/** The library's types are built with the types of a page, in which `postMessage` has another parameter. */
const scope: unknown = globalThis;

const { name = '' } = globalThis as { readonly name?: string };

serve(createHost({ seenCommits: seenCommitsIn(name) }), scope as Endpoint);
