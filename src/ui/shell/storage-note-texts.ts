import { html } from 'lit';

/** Every text about storage that fails or is in memory. It is loaded when there is something to say. */
export const TEXTS = {
  failing: (problem: string) => html`<b>Changes cannot be stored.</b> ${problem}`,
  /** `found` of `expected` commits are stored. */
  missing: (found: number, expected: number, settings: string) =>
    html`<b>Stored data of this sandbox is missing.</b>
      ${found === 0 ? `None of ${expected} commits is left.` : `${expected - found} of ${expected} commits are lost: everything after commit ${found}.`}
      The browser removed them, for example because the disk was full. No change is made until you decide: continue with
      what is left, or <a href=${settings}>reset the sandbox in Settings</a>.`,
  continue: 'Continue with what is left',
  damaged: (records: string, more: number, settings: string) =>
    html`<b>Stored data of this sandbox is damaged:</b> ${records}${more > 0 ? ` and ${more} more` : ''}. What needs it
      fails; everything else works. To remove damaged data, <a href=${settings}>reset the sandbox in Settings</a>.`,
  inMemory: (reason: string) => `This sandbox is stored in memory only. Closing the tab deletes it. ${reason}`,
};
