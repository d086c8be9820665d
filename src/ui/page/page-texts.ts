/** Texts that the first page needs. What is loaded later has catalogues of its own. */
import { html } from 'lit';
import { whole } from '../kit/whole.ts';

/** Every text of the page that the first page needs. */
export const TEXTS = {
  /** Titles of the pages. */
  titles: {
    home: 'Home',
    labs: 'Labs',
    class: 'Classes',
    glossary: 'Glossary',
    keys: 'Keys',
    key: 'Key',
    keyStores: 'Key stores',
    keyStore: 'Key store',
    playground: 'Playground',
    inspector: 'Inspector',
    services: 'Services',
    activity: 'Activity',
    quotas: 'Quotas',
    cost: 'Cost',
    simulator: 'Simulator',
    directory: 'Directory',
    proxies: 'External key managers',
    library: 'Use Strongroom from code',
    capabilities: 'Browser support',
    settings: 'Settings',
    lost: 'Page not found',
  },
  /** A confirmation, with the key that it is about. */
  ofKey: (key: string, said: string) => `${key}: ${said}`,
  /** A caller inside a sentence. */
  caller: {
    service: (name: string) => `the service ${name}`,
    root: 'the root user',
    user: (name: string) => `user ${name}`,
    role: (name: string) => `role ${name}`,
    session: (role: string, session: string) => `role ${role} in session ${session}`,
    federated: (name: string) => `federated user ${name}`,
    group: (name: string) => `group ${name}`,
    ofAccount: (name: string, account: string) => `${name} of ${account}`,
  },
  problem: {
    /** @param number counts the errors of one name on a page */
    region: (name: string, number: number) => `Error: ${name}${number > 1 ? ` (${number})` : ''}`,
    failed: 'This action failed.',
    copied: 'the error',
    sandboxOnly: 'Not shown by AWS',
    viewDecision: 'View decision',
    /** Where a missing key exists; at least one of both is given. */
    existsElsewhere: (region: string | undefined, account: string | undefined) => {
      if (region === undefined) return html`A key with this identifier exists in account ${whole(account)}.`;
      return account === undefined
        ? html`A key with this identifier exists in Region ${whole(region)}.`
        : html`A key with this identifier exists in Region ${whole(region)}, in account ${whole(account)}.`;
    },
    switchTo: (region: string | undefined, account: string | undefined) =>
      region === undefined || account === undefined
        ? html`Switch to ${whole(region ?? account)}`
        : html`Switch to ${whole(region)} and ${whole(account)}`,
    announcement: (name: string, message: string) => `${name}. ${message}`,
  },
};
