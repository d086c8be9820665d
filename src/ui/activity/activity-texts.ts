import { html } from 'lit';

/** Every text of the Activity page, of the tab of a key, and of an event. */
export const TEXTS = {
  title: 'Activity',
  lead: (region: string) =>
    `All KMS events in ${region}, including denied and failed calls, as CloudTrail records. Newest first.`,
  filters: {
    label: 'Filters',
    operation: 'Operation',
    caller: 'Caller',
    key: 'Key ID, ARN or alias',
    error: 'Error',
    context: 'Encryption context',
    from: 'From',
    to: 'To',
    errors: 'Errors only',
    console: 'Also show reads by this console',
  },
  /** Examples in empty fields. */
  placeholders: {
    operation: 'decrypt',
    caller: 'user/admin',
    key: 'alias/app',
    error: 'AccessDenied',
    context: 'tenant=eu',
  },
  shown: (count: number, shown: string, isAll: boolean) =>
    `${shown} ${count === 1 ? 'event' : 'events'}${isAll ? '.' : ', and older ones.'}`,
  hidden: (count: number, hidden: string) =>
    `${hidden} ${count === 1 ? 'read' : 'reads'} by this console ${count === 1 ? 'is' : 'are'} hidden.`,
  damaged: (segments: readonly string[]) =>
    `Part of the audit log is damaged: events of ${segments.length === 1 ? 'segment' : 'segments'} ${segments.join(', ')} cannot be read and are missing here.`,
  clearFilters: 'Clear filters',
  invalidTime: (text: string) => `“${text}” is not a time, so it filters nothing.`,
  eventNotFound: (region: string) =>
    `Event not found. Only the latest 1,000 events in ${region} are searched. Check the Region, or clear the filters.`,
  noMatches: 'No events match the filters.',
  noEvents: (region: string, home: string) =>
    html`No events in ${region} yet. <a href=${home}>Encrypt a file on Home</a> to create some.`,
  loadOlder: 'Load older events',

  tab: {
    noEvents: 'No events for this key yet.',
    viewAll: 'View all events for this key',
  },

  event: {
    /** A key among the resources; `id` is abbreviated. */
    key: (id: string) => `key ${id}`,
    record: 'CloudTrail record',
    copied: 'the record',
    shownRecord: (event: string, id: string) => `CloudTrail record of ${event}, ${id}, as JSON`,
    details: 'Details (sandbox only)',
    /** The members of the sidecar, in the order in which they are shown. */
    sidecar: {
      ctSha: 'SHA-256 of ciphertext',
      edkSha: 'SHA-256 of encrypted data key',
      plaintextLen: 'Plaintext length',
      materialId: 'Key material ID',
      quota: 'Request quota',
      quotaAccount: 'Quota account',
      attempt: 'Attempt',
      delayMs: 'Delay before attempt',
    },
    bytes: (count: string) => `${count} bytes`,
    milliseconds: (count: string) => `${count} ms`,
    requestParameters: (event: string) => `Parameters of the denied ${event}, as JSON`,
    denied: 'AWS logs neither parameters nor resources of a denied call. The request had these parameters:',
    copies: 'Cross-account call: the account that owns the key also received a copy of this event.',
    viewKey: 'View key',
    serviceEvent: 'KMS performed this action itself, so there is no authorization decision.',
    notAuthorized: 'This call failed before authorization, so there is no decision.',
    simulate: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a>.`,
    simulateForFix: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a> to look for a fix.`,
  },
};
