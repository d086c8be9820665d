import { html } from 'lit';

/** Every text of the Activity page, of the tab of a key, and of an event. */
export const TEXTS = {
  title: 'Activity',
  lead: (region: string) =>
    `All KMS events in ${region}, including denied and failed calls, as CloudTrail records. Newest first.`,
  filteredByKey: (key: unknown) => html`Filtered by key: ${key}`,
  operation: 'Operation',
  anyOperation: 'Any operation',
  caller: 'Caller',
  anyCaller: 'Any caller',
  errorsOnly: 'Errors only',
  clearFilters: 'Clear filters',
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
    copies: 'Cross-account call: the account that owns the key also received a copy of this event.',
    viewKey: 'View key',
    serviceEvent: 'KMS performed this action itself, so there is no authorization decision.',
    notAuthorized: 'This call failed before authorization, so there is no decision.',
    simulate: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a>.`,
    simulateForFix: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a> to look for a fix.`,
  },
};
