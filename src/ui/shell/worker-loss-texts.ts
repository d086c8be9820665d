/** What is said of a lost worker. */
export const TEXTS = {
  restarted:
    'The background worker stopped and was started again. Calls in progress failed and may have taken effect. Data of sandboxes in memory is lost.',
  notStarted:
    'The background worker did not start: its script did not load. Check your network connection. Reload the page to continue.',
  stoppedAgain: 'The background worker stopped again. Reload the page to continue.',
};
