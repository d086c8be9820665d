/** Marks the reads that the console makes to show its pages, to tell them from calls that a person makes. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import { CONSOLE_READ_AGENT, type AuditEvent } from '../../model/audit.ts';

/** The operations that pages call to show something. */
const READS = /^(List|DescribeKey$|DescribeCustomKeyStores$|GetKey|GetPublicKey$)/;

/** Whether the console made this call to show a page. False for events stored by a version without the mark. */
export function isConsoleRead({ record }: AuditEvent): boolean {
  return record.userAgent === CONSOLE_READ_AGENT;
}

/** A client for pages: `call` marks the reads of the console. Its other methods mark nothing. */
export function consoleClient(strongroom: Strongroom, region: string, caller: string): KmsClient {
  const kms = strongroom.kms(region, caller);
  const reading = strongroom.kms(region, caller, { 'aws:UserAgent': CONSOLE_READ_AGENT });
  const call: KmsClient['call'] = (operation, input, options) =>
    (READS.test(operation) ? reading : kms).call(operation, input, options);
  return { ...kms, call };
}
