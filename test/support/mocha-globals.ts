/** Mocha's names of hooks that Vitest calls otherwise: the same tests run under both. */
import { afterAll, beforeAll } from 'vitest';

Object.assign(globalThis, { before: beforeAll, after: afterAll });
