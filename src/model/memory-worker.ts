/** Name of a worker of the app that keeps its sandboxes in memory. They end with it. */
export const MEMORY_WORKER = 'strongroom-memory';
