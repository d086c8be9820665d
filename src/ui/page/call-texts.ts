/** Texts of calls and of code for them. Both are shown after a first action. */
import { html } from 'lit';

/** Every text of a call and of a snippet. */
export const TEXTS = {
  call: {
    request: 'Request',
    response: 'Response',
    key: (id: string) => `key ${id}`,
    succeeded: 'succeeded',
    empty: '(empty)',
    plaintext: 'PLAINTEXT',
    viewEvent: 'View event in Activity',
  },
  snippet: {
    lead: (library: string) =>
      html`Standard AWS SDK code. The browser console of this page has the <code>strongroom</code> object. Without the
        request handler, and with your own credentials, the same code calls AWS. <a href=${library}>More options</a>:
        your own app, Node.js, tests.`,
    code: 'AWS SDK code',
    copied: 'the code',
    run: 'Run these calls',
    running: 'Running…',
    output: (output: unknown) => html`Output: ${output}`,
  },
};
