/** `strongroom check-lab` of the packed library: what it prints, how it ends, and which files it refuses. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { commandIn } from './packed-endpoint.ts';

/** The lab that docs/labs.md shows. */
const LAB = /```json\n([\s\S]*?"id": "round-trip"[\s\S]*?)```/.exec(readFileSync('docs/labs.md', 'utf8'))?.[1] ?? '';

/** Arguments that the command refuses, and what it says. */
const REFUSED: readonly [args: string[], says: RegExp][] = [
  [[], /check-lab needs the path of a lab file/],
  [['--lang', 'de', 'a.json'], /Unknown option '--lang'/],
  [['--language'], /'--language <value>' argument missing/],
  [['--port', '1', 'a.json'], /Unknown option '--port'/],
  [['missing.json'], /The file cannot be read: ENOENT/],
  [['.'], /The file cannot be read: EISDIR/],
  [['bytes.json'], /bytes\.json is not UTF-8 text/],
];

/** The tests; `dir` is the folder with the installed package. */
export function packedLabs(dir: () => string): void {
  const check = (...args: readonly string[]) => {
    const options = { cwd: dir(), encoding: 'utf8', timeout: 120_000 } as const;
    const { status, stdout, stderr } = spawnSync(commandIn(dir()), ['check-lab', ...args], options);
    return { status, stdout, stderr };
  };
  const write = (name: string, contents: string | Uint8Array) => {
    writeFileSync(path.join(dir(), name), contents);
    return name;
  };

  it('proves the lab of the documentation', () => {
    assert.deepEqual(check(write('round-trip.json', LAB)), {
      status: 0,
      stdout: `round-trip.json: the lab is proved.
  decrypt (Encrypt and decrypt): open at the start, done by its solution
`,
      stderr: '',
    });
  });

  it('says where a lab is wrong, and ends with exit code 1', () => {
    const wrong = LAB.replace('"call": "CreateKey"', '"call": "MakeKey"');
    const { status, stdout } = check(write('wrong.json', wrong), 'round-trip.json');
    assert.equal(status, 1);
    const [finding = '', summary, ...others] = stdout.split('\n');
    assert.match(finding, /^wrong\.json:6:\d+: start\.0\.call: .*MakeKey/);
    assert.equal(summary, 'wrong.json: the lab is not proved: 1 finding.');
    assert.equal(others[0], 'round-trip.json: the lab is proved.');
  });

  it('says which task its solution does not do', () => {
    const undone = LAB.replace(
      '{ "call": "Decrypt", "input": { "CiphertextBlob": "$ciphertext" } }',
      '{ "advance": 1 }',
    );
    const { status, stdout } = check(write('undone.json', undone));
    assert.equal(status, 1);
    assert.match(stdout, /tasks\.0\.done: The solution does not do the task decrypt/);
    assert.match(stdout, /^ {2}decrypt \(Encrypt and decrypt\): open at the start, NOT done by its solution$/m);
  });

  it('prints no control characters of a file', () => {
    const { stdout } = check(write('escape.json', LAB.replace('"minutes"', '"\\u001b[31m\\u202eminutes"')));
    // eslint-disable-next-line no-control-regex -- it is looked for
    assert.doesNotMatch(stdout, /[\u001b\u202e]/);
    assert.match(stdout, /\\u\{1b\}\[31m\\u\{202e\}minutes/);
  });

  it('prints findings and proofs as JSON', () => {
    const { status, stdout } = check('--json', 'round-trip.json', write('empty.json', ''));
    assert.equal(status, 1);
    const [proved, empty] = JSON.parse(stdout) as readonly Record<string, unknown>[];
    assert.deepEqual([proved?.['file'], proved?.['isProved'], proved?.['findings']], ['round-trip.json', true, []]);
    const message = 'The text is not JSON: see line 1, column 1.';
    assert.deepEqual(empty, {
      file: 'empty.json',
      isProved: false,
      tasks: [],
      findings: [{ path: [], reason: 'not-json', message }],
    });
  });

  it('refuses a file without an end, and one that is too large', () => {
    for (const file of ['/dev/zero', write('large.json', ' '.repeat(300 * 1024))]) {
      const { status, stdout } = check(file);
      assert.equal(status, 1);
      assert.match(stdout, /The file of a lab has at most 262144 bytes, and this one is larger/);
    }
  });

  it('names a language that the lab does not have', () => {
    const { status, stdout } = check('--language', 'de', 'round-trip.json');
    assert.equal(status, 1);
    assert.match(stdout, /texts: The lab has no texts in de\. It has en\./);
  });

  it('refuses arguments with a sentence that names them, and exit code 2', () => {
    write('bytes.json', Uint8Array.of(0x7b, 0xff));
    for (const [args, says] of REFUSED) {
      const { status, stdout, stderr } = check(...args);
      assert.match(stderr, says, args.join(' '));
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    }
  });
}
