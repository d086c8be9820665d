/** What a recording cannot tell, as data: the author has to say it. */

export type RecordingReason =
  /** The log does not have the member, and the call was not made by this page. */
  | 'not-recorded'
  /** The member is not in the log. The step has a likely value. */
  | 'assumed'
  /** The value is of a key, grant or ciphertext that the recording did not make. */
  | 'made-before'
  /** Steps after this mistake use what only the mistake made. */
  | 'made-by-mistake'
  /** A program computed the bytes, and they fit this run only. */
  | 'computed-outside'
  /** Labs may not call the method. */
  | 'not-allowed';

/** A finding of a recording. */
export interface RecordingFinding {
  /** ID of the entry. */
  readonly entry: string;
  readonly reason: RecordingReason;
  /** Member of the input, if the finding is about one. */
  readonly member?: string;
  readonly message: string;
}

const TEXTS: Readonly<Record<RecordingReason, (step: string, member: string) => string>> = {
  'not-recorded': (step, member) =>
    `${step} was not made by this page, and the log does not have ${member}. Enter it in the step.`,
  assumed: (step, member) =>
    `The log does not have ${member} of ${step}. The step uses random bytes of the same length. Enter other bytes if they matter.`,
  'made-before': (step, member) =>
    `${member} of ${step} names something that was made before the recording. Record how it is made, or use an alias.`,
  'made-by-mistake': (step, member) =>
    `${member} of ${step} names something that only a mistake made. Make it in the start or in a task.`,
  'computed-outside': (step, member) =>
    `A program computed ${member} of ${step} for this run only. Add steps with compute before this one, and use what they save.`,
  'not-allowed': (step) => `Labs may not call ${step}. The step is left out. Use another way, or remove the call.`,
};

/** Creates a finding. */
export function recordingFinding(
  { id }: { readonly id: string },
  reason: RecordingReason,
  step: string,
  member?: string,
): RecordingFinding {
  const message = TEXTS[reason](step, member ?? '');
  return { entry: id, reason, ...(member === undefined ? {} : { member }), message };
}
