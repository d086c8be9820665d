import { html } from 'lit';
import { bytesExactly, count } from '../kit/format.ts';

/** Every text of the form of an operation. What a member means is in model/member-texts.ts. */
export const TEXTS = {
  notGiven: 'Not specified',
  another: (name: string) => `${name} (not in this list)`,
  optionalMembers: (total: number, filled: number) =>
    filled === 0 ? `Optional members (${total})` : `Optional members (${total}, of which ${filled} specified)`,
  onePerLine: 'One per line.',
  timeExample: '2026-01-31T12:00:00Z',
  json: 'Input as JSON',
  jsonHint: 'Uses the member names of the SDK, with bytes in base64.',
  item: (list: string, position: number) => `${list}, entry ${position}`,
  addItem: (list: string) => `Add an entry to ${list}`,
  removeItem: (list: string, position: number) => `Remove entry ${position} of ${list}`,
  remove: 'Remove',
  limits: {
    numbers: (min: number, max: number) => `${count(min)} to ${count(max)}.`,
    characters: (max: number) => `At most ${count(max)} characters.`,
    exactCharacters: (length: number) => `Exactly ${count(length)} characters.`,
    bytes: (max: number) => `At most ${bytesExactly(max)}.`,
    entries: (max: number) => `At most ${count(max)} entries.`,
  },
  findings: {
    required: 'Enter a value. This member is required.',
    requiredChoice: 'Select a value. This member is required.',
    requiredBytes: 'Enter at least 1 byte.',
    requiredList: 'Add at least one entry.',
    wholeNumber: 'Enter a whole number.',
    range: (min: number, max: number) => `Enter a number from ${count(min)} to ${count(max)}.`,
    tooShort: (length: number, min: number) =>
      `The value has ${count(length)} characters. The minimum is ${count(min)}.`,
    tooLong: (length: number, max: number) =>
      `The value has ${count(length)} characters. The maximum is ${count(max)}.`,
    pattern: (pattern: string) => `The value does not match the pattern ${pattern}`,
    notAllowed: (values: readonly string[]) => `Select one of these values: ${values.join(', ')}.`,
    tooFewBytes: (length: number, min: number) =>
      `${bytesExactly(length)} is less than the minimum of ${bytesExactly(min)}.`,
    tooManyBytes: (length: number, max: number) =>
      `${bytesExactly(length)} exceeds the maximum of ${bytesExactly(max)}.`,
    tooManyEntries: (entries: number, max: number) => `${count(entries)} entries exceed the maximum of ${count(max)}.`,
    entry: (position: number, finding: string) => `Line ${position}: ${finding}`,
    otherRegion: (arnRegion: string, region: string) =>
      `This ARN is in ${arnRegion}, and the request goes to ${region}. KMS finds a key only in its own Region.`,
    time: 'Enter a time such as 2026-01-31T12:00:00Z.',
    pairs: 'Give each pair a name, and each name once.',
    unicode: 'The text is not valid Unicode (an unpaired surrogate).',
    reading: 'The file is being read.',
    fileUnreadable: 'The file cannot be read. Choose it again.',
  },
  /** Why a value is not in the form that is selected for it. */
  notThisForm: {
    text: '',
    hex: 'Invalid hex. Enter pairs of the digits 0–9 and a–f.',
    base64: 'Invalid base64. Check that the value is complete.',
    PEM: 'Invalid PEM. It must start with -----BEGIN …----- and end with -----END …-----.',
  },
  bytes: {
    dropFile: 'Drop a file here, or',
    chooseFile: 'Choose file',
    formsOf: (label: string) => `Format of ${label}`,
    fileOf: (label: string) => `${label}: file`,
    removeFile: (file: string) => `Remove ${file}`,
    invalid: (form: string) => `not valid ${form}`,
    exactly: (length: number, exact: number) => `${count(length)} of ${bytesExactly(exact)}`,
    atMost: (length: number, max: number) => `${count(length)} of maximum ${bytesExactly(max)}`,
    probably: (form: string) => `This value looks like ${form}. Select ${form} if that is what it is.`,
    sentAsText: (form: string) =>
      `This value looks like ${form}. As text, its characters are sent and not the bytes that they stand for.`,
    readAs: (form: string) => `Read as ${form}`,
    probablyIncomplete: (length: number, usual: number) =>
      `${bytesExactly(length)} is shorter than any ciphertext (${bytesExactly(usual)} or more). Check that the value is complete.`,
    encodedTwice:
      'The decoded bytes are themselves base64 text, so the value may be encoded twice. KMS uses the bytes as entered.',
  },
  /** The label of a member: its name in words, its name in the API, and whether it is required. */
  label: (label: string, name: string, isRequired: boolean) =>
    html`${label} <code class="name">${name}</code>${isRequired ? html` <span class="mark">required</span>` : ''}`,
};
