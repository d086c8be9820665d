import { html } from 'lit';

/** Every text of the shell. The page of unknown addresses has its own. */
export const TEXTS = {
  name: 'Strongroom',
  simulated: 'SIMULATED',
  documentTitle: (page: string) => `${page} · Strongroom, simulated KMS`,
  skip: 'Skip to main content',
  navigation: {
    label: 'Main navigation',
    expand: 'Expand navigation',
    collapse: 'Collapse navigation',
    more: 'More',
    groups: { learn: 'Learn', keys: 'Keys', use: 'Use', access: 'Access', observe: 'Observe' },
    items: {
      home: 'Home',
      labs: 'Labs',
      glossary: 'Glossary',
      keys: 'Keys',
      customerManaged: 'Customer managed',
      awsManaged: 'AWS managed',
      awsOwned: 'AWS owned',
      keyStores: 'Key stores',
      proxies: 'External key managers',
      playground: 'Playground',
      inspector: 'Inspector',
      services: 'Services',
      code: 'Code',
      simulator: 'Simulator',
      directory: 'Directory',
      activity: 'Activity',
      quotas: 'Quotas',
      cost: 'Cost',
      settings: 'Settings',
    },
  },
  /** Who the caller is and where. Each value is a button that changes it; `isInAccount` is false for a service. */
  signedIn: (caller: unknown, account: unknown, region: unknown, isInAccount: boolean) =>
    html`Signed in as <span class="whole">${caller},</span> ${isInAccount ? 'account' : ''}
      <span class="whole">${account},</span> Region <span class="whole">${region}</span>`,
  clock: { label: 'Simulated clock', running: 'running', paused: 'paused', advancing: 'advancing' },
  noAccount: 'no account (service principal)',
  switches: { caller: 'caller', account: 'account', region: 'Region' },
  /** Announcements. `account` is undefined for a service. */
  announceCaller: (caller: string, account: string | undefined, region: string) =>
    account === undefined
      ? `Signed in as ${caller}, no account (service principal), Region ${region}.`
      : `Signed in as ${caller}, account ${account}, Region ${region}.`,
  /** The sandbox of a lab, in the header. */
  sandbox: {
    shown: (id: string) => html`Sandbox <b class="whole">${id}</b>`,
    leave: 'Return to the default sandbox',
    announce: (id: string) => `Sandbox ${id} is shown.`,
  },
  callerDeleted: (caller: string) => `${caller} no longer exists in this sandbox.`,
  update: { available: 'A new version of Strongroom is available.', reload: 'Reload to update' },
  notLoaded: {
    title: 'This page could not be loaded',
    reason: 'Strongroom may have been updated. Reload the page to continue.',
  },
  disclaimer: 'A simulation of AWS KMS. Not affiliated with or endorsed by AWS. Do not store production secrets here.',
  offline: 'Available offline.',
  theme: { label: 'Color theme', system: 'System', light: 'Light', dark: 'Dark' },
};
