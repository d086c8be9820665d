/** What the page of a lab says when it does not start. Errors are in English. */
export const TEXTS = {
  failed: 'The lab did not start.',
  stepFailed: (step: number) => `The lab did not start: step ${step} of its start failed.`,
  again: 'Only the sandbox of the lab has changed. Start the lab again.',
  correct: 'Only the sandbox of the lab has changed. If you wrote the lab, correct this step and load the file again.',
};
