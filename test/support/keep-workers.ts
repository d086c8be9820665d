/**
 * Script for a page: keeps the workers that it starts in `startedWorkers`. Text: a compiled class would name helpers
 * that the page does not have.
 */
export const KEEP_WORKERS = `
  globalThis.startedWorkers = [];
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      if (options?.name?.startsWith('strongroom ')) startedWorkers.push(this);
    }
  };
`;
