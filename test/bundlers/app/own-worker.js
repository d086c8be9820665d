/** The app of bundlers without support for workers: it starts a copy of the worker's file itself. */
import { createStrongroom } from 'strongroom';
import { useLibrary } from './use-library.js';

const worker = new Worker('./strongroom-worker.js', { type: 'module' });
useLibrary(createStrongroom({ worker })).then(
  (result) => (globalThis.result = result),
  ({ name, message, reason }) => (globalThis.result = { name, message, reason }),
);
