import { html } from 'lit';

/** Every text of the page *Use it in code*, without the code. */
export const TEXTS = {
  title: 'Use it in code',
  intro: html`Write standard AWS SDK code. One highlighted line sends its requests to Strongroom; remove that line to
    call AWS. The examples use the sample credentials from the AWS documentation, which belong to
    <code>user/admin</code> in this sandbox.`,
  sandbox: (id: string) =>
    html`This tab shows the sandbox <code>${id}</code>. The code for pages of this origin uses it. Each Node.js process
      has a sandbox of its own.`,
  runtime: 'Runtime environment',
  onAws: 'Run the same code on AWS',
  onAwsHow: 'Remove the highlighted line and use your own AWS credentials. The rest of the code stays the same.',
  codeOf: (heading: string) => `Code: ${heading}`,
  code: 'Code',
  copy: 'Copy',
  copyForAws: 'Copy without the highlighted line',
  prints: (output: string) => html`Prints <output class="printed mono">${output}</output>`,

  /** Each place where code runs: the name of its tab, and where code and keys are. */
  places: {
    console: {
      name: 'In this page',
      says: 'Open the developer tools of your browser on this page and use the global strongroom. It uses the same keys as the Keys page.',
    },
    endpoint: {
      name: 'In another page',
      says: 'The service worker answers POST /kms/ for pages in the folder of Strongroom and below it, even if no Strongroom tab is open. Other pages, other origins and the AWS CLI cannot connect.',
    },
    app: {
      name: 'In your own web app',
      says: 'Add the simulated KMS to your own app. The worker and the keys (IndexedDB) belong to your origin; all tabs of the app share them.',
    },
    node: {
      name: 'In Node.js and Vitest',
      says: 'Runs in a Node.js 20+ process: no container, no network, nothing stored. Each createStrongroom() is a new sandbox. Install the package as for a web app.',
    },
  },

  /** Each example: its heading, and what to know of it. */
  examples: {
    console: {
      heading: 'In the console',
      says: 'strongroom.kms() returns a client with the methods, inputs, outputs and errors of the SDK’s KMS class.',
    },
    handler: {
      heading: 'With the AWS SDK',
      says: 'Pass the request handler to an SDK client. Requests are signed, verified and answered locally.',
    },
    endpoint: {
      heading: 'The SDK with an endpoint',
      says: 'Open Strongroom once in this browser first. The code waits until the service worker controls the page. A page loaded by a hard reload (Shift and Reload) is never controlled: reload it normally. If Strongroom is served from a subfolder, the endpoint is the URL of that folder plus kms. For another sandbox, use /kms/<sandbox id>/.',
    },
    pack: {
      heading: 'Get the package',
      says: 'The package is not published. Run npm pack in a clone, then install the tarball and the SDK in your app.',
    },
    app: {
      heading: 'In the app',
      says: 'Vite and bundlers that support new URL(…, import.meta.url) include the worker. Otherwise pass createStrongroom({ worker }) a Worker of strongroom/worker.',
    },
    node: { heading: 'A script', says: 'The code is the same as in a web app except for the import.' },
    vitest: {
      heading: 'A test',
      says: 'Errors are instances of the SDK’s classes. The test controls the simulated clock.',
    },
  },
};
