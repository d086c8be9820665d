/** Texts of the picture *policy-decision*. */
export const TEXTS = {
  calls: 'Newest calls, newest first',
  none: 'No call with a key yet. Each call gets a decision, and its path is drawn here.',
  call: (operation: string, caller: string) => `${operation} by ${caller}`,
  onKey: (key: string) => `on ${key}`,
  allowed: 'Allowed',
  denied: 'Denied',
  allowedButFailed: (error: string) => `Allowed, then failed: ${error}`,
};
