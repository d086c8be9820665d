import { html } from 'lit';
import type { ArchiveFault } from '../../model/log-archive.ts';
import { whole } from '../kit/whole.ts';

/** What a validation says about a file. */
const RESULTS: Readonly<Record<ArchiveFault, string>> = {
  'not-found': 'Not found. A digest file names this file.',
  'hash-mismatch': 'Changed. The content does not match the hash in the digest file.',
  'signature-mismatch': 'The signature does not match. The digest file or its signature was changed.',
  'signature-missing': 'The signature is missing. It is part of the metadata of the digest file.',
  'public-key-not-found': 'This sandbox has no public key for the digest file. Another sandbox exported it.',
  moved: 'Moved or renamed. It was stored under another bucket or key.',
  'invalid-format': 'Invalid format. The file is not gzip, or not a digest file.',
  'too-large': 'Not checked. The decompressed file is too large.',
  unlisted: 'Not listed by a valid digest file.',
  'not-in-chain': 'Not part of the chain. The next digest file names another one.',
  duplicate: 'Another file has the same name.',
};

const files = (count: number, shown: string): string => `${shown} ${count === 1 ? 'file' : 'files'}`;

/** Every text of the dialogs that export and validate log files. */
export const TEXTS = {
  export: {
    open: 'Export log files',
    heading: 'Export log files',
    lead: 'Saves events as CloudTrail stores them in Amazon S3: log files, and digest files with signatures. The ZIP file contains both.',
    from: 'From',
    to: 'To',
    emptyTime: 'Empty: no limit. Times are those of the simulated clock.',
    account: 'Account',
    allAccounts: 'All accounts',
    region: 'Region',
    allRegions: 'All Regions',
    submit: 'Export',
    stop: 'Stop export',
    invalidRange: 'From must not be later than To.',
    progress: (count: number, shown: string) => `${files(count, shown)} exported so far.`,
    done: (count: number, shown: string) => `${files(count, shown)} exported.`,
    none: 'No events match, so the ZIP file has no log files. Choose another account, Region or time.',
    stopped: 'The export was stopped. No file was saved.',
    tooLarge: 'A ZIP file cannot hold so many files. Choose a shorter time, one account or one Region.',
  },
  validate: {
    open: 'Validate files',
    heading: 'Validate log files',
    lead: 'Checks exported log files against their digest files, and the digest files against the public keys of this sandbox.',
    drop: 'Drop a ZIP file or a folder here, or',
    choose: 'Choose files',
    running: 'Validating…',
    invalidZip: 'The ZIP file cannot be read. It is damaged or too large.',
    digests: (valid: string, total: string) => `Digest files: ${valid} of ${total} valid.`,
    logs: (valid: string, total: string) => `Log files: ${valid} of ${total} valid.`,
    allValid: 'All files are valid.',
    noDigests: 'There are no digest files, so no log file can be validated.',
    caption: 'Files that are not valid',
    columns: { file: 'File', result: 'Result' },
    more: (shown: string) => `${shown} more files are not valid.`,
    originalKey: (key: string) => `Original key: ${key}`,
    gap: (account: string, region: string, from: string, to: string) =>
      html`No digest files of account ${whole(account)} in ${whole(region)} cover ${from} to ${to}.`,
    results: RESULTS,
  },
};
