/** What the trace of a request needs of the app: both ends of its channel, and the operations. */
export { connectToWorker } from '../../src/client/connect.ts';
export { findOperation } from '../../src/engine/operations/index.ts';
export { createMemoryHost } from '../../src/worker/memory-host.ts';
export { serve } from '../../src/worker/serve.ts';
