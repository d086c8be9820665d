import { html } from 'lit';
import { accountForPeople } from '../../model/arn.ts';
import type { FilterName } from './filter-rows.ts';
import { countOf } from '../kit/format.ts';
import { whole } from '../kit/whole.ts';

/** Every text of the Activity page, of the tab of a key, and of an event. */
export const TEXTS = {
  title: 'Activity',
  lead: (region: string) =>
    html`KMS, STS and CloudTrail events in ${whole(region)}, including denied and failed calls, as CloudTrail records.`,
  leadAllRegions:
    'KMS, STS and CloudTrail events in all Regions, including denied and failed calls, as CloudTrail records.',
  search: 'Search in all values of the records',
  filters: {
    label: 'Filters',
    add: 'Add filter',
    which: 'Filter',
    value: 'Value',
    text: 'Text',
    operation: 'Operation',
    caller: 'Caller',
    accessKey: 'Access key ID',
    key: 'Key ID, ARN or alias',
    grant: 'Grant ID',
    error: 'Error',
    errors: 'Errors only',
    readOnly: 'Read or write',
    contextKey: 'Encryption context name',
    contextValue: 'Encryption context value',
    context: 'Part of the encryption context',
    from: 'From',
    to: 'To',
    region: 'Region',
    account: 'Account',
    source: 'Service',
    request: 'Request ID',
    console: 'Also show reads by this console',
  } satisfies Record<FilterName | 'label' | 'add' | 'which' | 'value', string>,
  /** Values of filters that are shown in other words. */
  values: { readOnly: { true: 'Reads', false: 'Writes' }, region: { all: 'All Regions' } } as Partial<
    Record<FilterName, Readonly<Record<string, string>>>
  >,
  chip: (label: string, value: string) => `${label}: ${value}`,
  chipContains: (label: string, value: string) => `${label} contains “${value}”`,
  removeFilter: (chip: string) => `Remove filter ${chip}`,
  /** Examples in empty fields. */
  placeholders: {
    operation: 'Decrypt',
    caller: 'user/admin',
    key: 'alias/app',
    error: 'AccessDenied',
    context: 'tenant=eu',
    contextKey: 'tenant',
    contextValue: 'eu',
    account: '111122223333',
    accessKey: 'ASIA…',
  } as Partial<Record<FilterName, string>>,
  shown: (count: number, shown: string, isAll: boolean) =>
    `${shown} ${count === 1 ? 'event' : 'events'}${isAll ? '.' : ', and older ones.'}`,
  hidden: (count: number, hidden: string) =>
    `${hidden} ${count === 1 ? 'read' : 'reads'} by this console ${count === 1 ? 'is' : 'are'} hidden.`,
  searching: 'Searching…',
  searched: (events: string, reached: string) => `Searching: ${events} events compared, back to ${reached}.`,
  loaded: (events: string) => `Loading events: ${events} so far.`,
  cut: (limit: string) =>
    `This view shows the newest ${limit} events. Older events are not shown: add a filter, for example To.`,
  stop: 'Stop',
  stopped: 'The search was stopped. There can be older matches.',
  showNew: 'Show new events',
  views: { label: 'View', table: 'Table', timeline: 'Timeline', accounts: 'Two accounts' },
  columns: {
    event: 'Event',
    caller: 'Caller',
    resources: 'Resources and encryption context',
    time: 'Time',
  },
  table: 'Events',
  sortBlocked: 'Load all matching events to sort them oldest first: the log is read newest first.',

  saved: {
    heading: (count: number) => `Saved queries (${count})`,
    none: 'No saved queries. Set filters, then save them under a name.',
    name: 'Name of the query',
    save: 'Save query',
    rename: 'Rename',
    renameOf: (name: string) => `Rename ${name}`,
    newName: (name: string) => `New name of ${name}`,
    deleteOf: (name: string) => `Delete ${name}`,
    notStored: 'The browser did not store the query. Its storage is blocked or full.',
    done: {
      save: (name: string) => `Query ${name} saved.`,
      rename: (name: string) => `Query ${name} renamed.`,
      delete: (name: string) => `Query ${name} deleted.`,
    },
  },

  timeline: {
    heading: 'Timeline',
    by: 'Lanes by',
    lanes: { key: 'Key', principal: 'Principal', context: 'Encryption context value' },
    period: 'Period',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    earlier: 'Show earlier',
    later: 'Show later',
    all: 'Show all',
    viewPeriod: 'View the events of these minutes',
    caption: (from: string, to: string) => `Events from ${from} to ${to}, by simulated time.`,
    shows: (from: string, to: string) => `Shows ${from} to ${to}.`,
    hint: 'Drag across the lanes to zoom in; drag with Shift to move. Ctrl and the wheel zoom, Shift and the wheel move.',
    plot: 'Lanes and times',
    keys: 'Plus and minus zoom, the arrow keys move, Home and End show the first and the last events, 0 shows all.',
    picture: (lanes: number, events: number) =>
      `${countOf(events, 'event', 'events')} in ${countOf(lanes, 'lane', 'lanes')}. The table below has the same facts.`,
    marks: {
      success: 'Success',
      denied: 'Denied or failed',
      throttled: 'Throttled',
      management: 'Change to a key, alias, grant or key store',
      service: 'Done by KMS itself',
    },
    legend: 'Marks',
    none: 'None of the events belongs to a lane of this kind.',
    noneInPeriod: 'No events in this period.',
    others: (lanes: number) => `The table has ${lanes} more ${lanes === 1 ? 'lane' : 'lanes'}.`,
    without: (count: number, shown: string) =>
      count === 1 ? '1 event belongs to no lane of this kind.' : `${shown} events belong to no lane of this kind.`,
    columns: { lane: 'Lane', events: 'Events', failed: 'Failed', first: 'First', last: 'Last' },
    table: 'Lanes of the timeline',
  },

  accounts: {
    heading: 'Two accounts',
    lead: 'The trails of two accounts. The two records of one cross-account call are in one row and have the same sharedEventID. A denied call is recorded for the caller only.',
    left: 'Left account',
    right: 'Right account',
    none: 'None of the events is in the trail of one of these accounts.',
    count: (count: number, shown: string) => `${shown} ${count === 1 ? 'event' : 'events'} of these accounts.`,
    noRecord: 'No record',
    same: 'Choose two different accounts.',
    table: 'Events of two accounts',
    shared: 'sharedEventID',
  },

  damaged: (segments: readonly string[]) =>
    `Part of the audit log is damaged: events of ${segments.length === 1 ? 'segment' : 'segments'} ${segments.join(', ')} cannot be read and are missing here.`,
  clearFilters: 'Clear filters',
  invalidTime: (text: string) => `“${text}” is not a time, so it filters nothing.`,
  eventNotFound: 'No event of this sandbox has this ID.',
  noMatches: 'No events match the filters.',
  noEvents: (region: string, home: string) =>
    html`No events in ${whole(region)} yet. <a href=${home}>Encrypt a file on Home</a> to create some.`,
  loadOlder: 'Load older events',
  backToEvents: 'Back to events',

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
      secretSha: 'SHA-256 of shared secret',
      spkiSha: 'SHA-256 of public key',
      plaintextLen: 'Plaintext length',
      materialId: 'Key material ID',
      quota: 'Request quota',
      quotaAccount: 'Quota account',
      quotaKeyStore: 'Quota of key store',
      attempt: 'Attempt',
      delayMs: 'Delay before attempt',
    },
    milliseconds: (count: string) => `${count} ms`,
    requestParameters: (event: string) => `Parameters of the denied ${event}, as JSON`,
    denied: 'AWS logs neither parameters nor resources of a denied call. The request had these parameters:',
    copies: 'Cross-account call: the account that owns the key also received a copy of this event.',
    viewKey: 'View key',
    copyJson: 'Copy as JSON',
    decision: 'Decision',
    explain: 'Explain',
    copyOf: (account: string) => `Copy in account ${accountForPeople(account)}`,
    related: 'Related events',
    sameKey: 'This key',
    sameCaller: 'This caller',
    sameOperation: 'This operation',
    sameRequest: 'This request',
    serviceEvent: 'KMS performed this action itself, so there is no authorization decision.',
    notAuthorized: 'This call failed before authorization, so there is no decision.',
    simulate: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a>.`,
    simulateForFix: (simulator: string) => html`<a href=${simulator}>Simulate this call again</a> to look for a fix.`,
  },
};
