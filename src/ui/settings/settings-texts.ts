import { html } from 'lit';

/** Every text of the Settings page. */
export const TEXTS = {
  title: 'Settings',
  clock: {
    heading: 'Simulated clock',
    lead: 'Waiting periods and automatic rotation follow the simulated clock of the sandbox. You pause, advance and set it in the header.',
    open: 'Open clock controls',
  },
  behavior: {
    heading: 'Sandbox behavior',
    saved: (changes: string) => `Saved: ${changes}.`,
    /** A changed setting with its value. */
    changes: {
      signatures: (value: string) => `signature verification ${value}`,
      custody: (value: string) => `custody of new keys ${value}`,
      propagationDelaySeconds: (value: string) => `propagation delay of ${value} seconds`,
      durability: (value: string) => `write durability ${value}`,
      requestQuotas: (value: string) => `request quotas ${value}`,
      defaultAccount: (value: string) => `default account ${value}`,
    },
    divided: (by: string) => `divided by ${by}`,
    signatures: 'Signature verification for HTTP requests',
    signaturesHint:
      'required: verify SigV4 signatures, as AWS does. ignored: identify the caller by the access key ID only.',
    custody: 'Custody of new keys',
    custodyHint: 'Applies to new keys. You can override it when you create a key.',
    capabilities: 'View browser support and rejected operations',
    delay: (maximum: number) => `Propagation delay in seconds (0 to ${maximum})`,
    saveDelay: 'Save delay',
    delayHint:
      'Time on the simulated clock until a new grant (used without its grant token), a tag change or an alias change affects authorization. On AWS, a new grant usually takes less than five minutes, and a change of a tag or alias can take up to five minutes.',
    durability: 'Write durability',
    durabilityHint:
      'relaxed: faster, but a power failure can lose recent changes. strict: asks the browser to flush each change to disk.',
  },
  requestQuotas: {
    legend: 'Request quotas',
    hint: 'AWS KMS throttles an account that exceeds its requests per second in a Region. The quotas refill with the simulated clock: a paused clock refills nothing.',
    choices: {
      real: 'Real: the quotas of AWS',
      divided: 'Divided: the quotas of AWS, with the shared quotas of cryptographic operations divided',
      off: 'Off: no request is throttled',
    },
    divisor: 'Divide the shared quotas by (1 or more)',
    save: 'Save divisor',
  },
  storage: {
    heading: 'Storage',
    memory: (reason: string) => `Stored in memory only. Closing the tab deletes this sandbox. ${reason}`.trimEnd(),
    indexedDb: 'Stored in this browser (IndexedDB). Closing the tab does not delete it.',
    persistence: {
      kept: 'Storage is persistent: the browser does not clear it automatically.',
      'may go': 'Storage is not persistent: the browser can clear it when the device runs low on space.',
      unknown: 'The browser does not say whether storage is persistent.',
    },
    usage: (used: string, quota: string) => `Uses ${used} of the ${quota} that the browser allows.`,
    request: 'Request persistent storage',
    granted: 'Persistent storage granted.',
    declined: 'Persistent storage declined.',
    declinedHint:
      'The browser declined persistent storage. Browsers usually grant it to installed apps and frequently used sites.',
    unsupported: 'The browser does not support persistent storage.',
  },
  reset: {
    open: 'Reset sandbox…',
    heading: 'Reset sandbox?',
    consequences:
      'This permanently deletes all keys, aliases, policies and grants, all principals with their access keys, the audit log and the settings, and resets the clock. Data encrypted under these keys cannot be decrypted again.',
    confirm: (word: string) => `To confirm, enter “${word}”`,
    submit: 'Reset sandbox',
    done: 'Sandbox reset.',
  },
  faults: {
    heading: 'Faults',
    hint: 'Make storage or the clock fail in this tab, to see how calls fail and recover. Faults of key stores are on the page of each key store.',
    open: 'Simulate faults…',
  },
  about: {
    heading: 'About Strongroom',
    simulation:
      'Strongroom simulates AWS KMS. It is not affiliated with AWS. Your browser profile stores the keys, not an HSM, so do not use production secrets here. Strongroom sends no data to other sites, except to the proxy of an external key store whose relay you open.',
    protection: 'What protects the keys',
    scripts: (demonstration: string) =>
      html`<b>Against scripts of this page: native keys only.</b> A script in this page can use every key while it runs.
        It cannot read the key material of native keys, imported ones included, the keys of CloudHSM and external key
        stores, or the secrets of access keys. It can read wrapped keys and every key with a wrapped copy (custody
        “complete”). <a href=${demonstration}>Try to steal the key</a> on Home demonstrates this on your keys.`,
    copiedProfile: html`<b>Against a copy of your browser profile: nothing.</b> Non-extractable is a rule that the
      browser enforces on scripts. It does not encrypt stored keys. Native keys, wrapped keys and the secrets of access
      keys were read from the copied files of a Chromium profile.`,
    gaps: 'Known gaps',
    gap: (asks: string, message: string) => html`<b>${asks}</b>. ${message}`,
  },
};
