/**
 * The tests on the built app: which of them must run alone, and which use the packed library. All others run two at a
 * time. Plain Node, no packages.
 */
import { filesUnder } from './steps.mjs';

const FOLDERS = ['test/architecture', 'test/bundlers', 'test/e2e'];

/** Tests that run alone, and why. @type {Readonly<Record<string, string>>} */
const ALONE = {
  'test/e2e/file-runs.e2e.ts': 'presses a button while a file is processed, which takes a second on a free machine',
  'test/e2e/layout-shift.e2e.ts': 'measures shifts between the frames that the browser has time to draw',
  'test/e2e/relay.e2e.ts': 'its proxy must answer within the 250 milliseconds of KMS',
  'test/e2e/tabs.e2e.ts': 'orders the transactions of two tabs',
};

/** Tests that install the packed library. The runner packs it once for all of them. */
const PACKED = [
  'test/bundlers/bundlers.e2e.ts',
  'test/e2e/endpoint.e2e.ts',
  'test/e2e/library.e2e.ts',
  'test/e2e/vitest-fixture.e2e.ts',
];

/**
 * The files with `part` in their path: those that run two at a time, those that run alone, and whether one of them
 * needs the packed library. A row of a table without its file is an error.
 * @param {string} part
 */
export function builtAppTests(part) {
  const all = FOLDERS.flatMap((folder) => filesUnder(folder, '.e2e.ts')).map((file) => file.replaceAll('\\', '/'));
  const missing = [...Object.keys(ALONE), ...PACKED].filter((file) => !all.includes(file));
  if (missing.length > 0) throw new Error(`tools/built-app-tests.mjs names ${missing.join(', ')}, which do not exist.`);
  const files = all.filter((file) => file.includes(part));
  return {
    together: files.filter((file) => !(file in ALONE)),
    alone: files.filter((file) => file in ALONE),
    usesPackedLibrary: files.some((file) => PACKED.includes(file)),
  };
}
