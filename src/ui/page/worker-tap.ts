/** The worker's API that the clients of this page use. main.ts sets it, for the recording of labs. */
import type { WorkerApi } from '../../model/worker-api.ts';

/** Omitted: in a library or a test, whose calls are not recorded. */
export const workerTap: { api?: WorkerApi } = {};
