/** Texts on input that is typed as JSON. `reason` is the message of the browser. */
export const TEXTS = {
  invalidJson: (reason: string) => `Invalid JSON. ${reason}.`,
  invalidJsonInLine: (line: number, reason: string) => `Line ${line}: invalid JSON. ${reason}.`,
  notAnObject: 'Enter a JSON object: { … }.',
  notAString: (path: string) => `${path} must be a base64 string.`,
  notBase64: (path: string) => `${path} is not valid base64.`,
  notADate: (path: string) => `${path} is not a valid date. Use the format 2026-01-31T12:00:00Z.`,
};
