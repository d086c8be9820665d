import { html } from 'lit';
import { count, countOf } from '../kit/format.ts';
import { whole } from '../kit/whole.ts';

/** Every text of the Quotas page, without the load generator. */
export const TEXTS = {
  title: 'Quotas',
  /** `account` is empty for a service. */
  lead: (account: string, region: string) =>
    account
      ? html`AWS KMS counts requests and resources per account and Region. These are the quotas of account
        ${whole(account)} in ${whole(region)}.`
      : html`AWS KMS counts requests and resources per account and Region. A service has no account: these are the
        quotas of the default account in ${whole(region)}.`,
  parts: { label: 'Parts of the page', quotas: 'Quotas', load: 'Load generator' },
  profile: {
    heading: 'Profile',
    saved: (profile: string) => `Saved: request quotas ${profile}.`,
    divided: (by: string) => `divided by ${by}`,
    paused:
      'The simulated clock is paused. No request quota refills until you resume or advance the clock in the header.',
  },
  requests: {
    heading: 'Request quotas',
    lead: (seconds: number) =>
      `The level is the number of requests that a quota allows now. It refills at the enforced rate. Calls are those of the last ${seconds} seconds of simulated time.`,
    partial: (events: string) => `More than ${events} events in this time: only the newest are counted.`,
    groups: {
      shared: 'Cryptographic operations',
      pairs: 'Data key pairs',
      operations: 'Other operations',
      stores: 'Custom key stores',
      services: 'AWS STS and AWS CloudTrail',
    },
    summary: (quotas: number, used: number) =>
      used === 0 ? countOf(quotas, 'quota', 'quotas') : `${countOf(quotas, 'quota', 'quotas')}, ${count(used)} in use`,
    columns: { name: 'Quota', level: 'Level', calls: 'Calls', value: 'Requests per second', increase: 'Increase' },
    level: (level: string, capacity: string) => `${level} of ${capacity} left`,
    gauge: (name: string) => `Level of ${name}`,
    off: 'Off: not throttled',
    noKeyStores: 'The account has no such key store in this Region',
    ofKeyStore: (quota: string, keyStore: string) => `${quota} of key store ${keyStore}`,
    enforced: (rate: string) => `${rate} enforced`,
    none: 'None',
    calls: (operation: string, calls: number) => `${operation}: ${count(calls)}`,
    throttled: (throttled: number) => `${count(throttled)} throttled`,
    /** The visible words come first, so that speech control finds the link by them. */
    viewCalls: (operation: string, calls: number) =>
      `${operation}: ${countOf(calls, 'call', 'calls')}, view in Activity`,
    viewThrottled: (operation: string, throttled: number) =>
      `${count(throttled)} throttled ${throttled === 1 ? 'call' : 'calls'} of ${operation}, view in Activity`,
    keySpecs: (specs: readonly string[]) => `Keys: ${specs.join(', ')}`,
  },
  resources: {
    heading: 'Resource quotas',
    lead: 'A call that would exceed a resource quota fails with LimitExceededException, or with TagException for tags.',
    columns: { name: 'Quota', scope: 'Per', used: 'In use', value: 'Value', increase: 'Increase' },
    used: (used: string, value: string) => `${used} of ${value}`,
    gauge: (name: string) => `Use of ${name}`,
    perKey: 'Counted for each key',
    bytes: (value: string) => `${value} bytes`,
  },
  standard: (value: string) => `AWS default: ${value}`,
  increase: {
    open: 'Request an increase',
    openFor: (name: string) => `Request an increase of ${name}`,
    notAdjustable: 'Not adjustable',
    pending: (value: string, time: string) => `Requested: ${value}. Approved at ${time}, simulated time.`,
    approved: (value: string, time: string) => `Increased to ${value} at ${time}, simulated time.`,
    heading: (name: string) => `Request an increase: ${name}`,
    current: (value: string) => `Current value: ${value}`,
    value: 'New value',
    effect:
      'The sandbox approves the request after 30 minutes of simulated time: AWS does not say how long it takes. Then the new value takes effect.',
    submit: 'Request increase',
    requested: (name: string, value: string) => `Increase of ${name} to ${value} requested.`,
  },
};
