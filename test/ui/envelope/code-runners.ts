/** Runs code that the Playground writes: in Node, bash and Python. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** Texts that break careless quoting. */
export const HOSTILE = [
  `it's "quoted"`,
  '$(touch injected)',
  '`touch injected`',
  '${HOME}',
  'a\nb\r\n\tc',
  String.raw`back\slash \n \x41 \u0041 \N{BULLET}`,
  "'; touch injected; '",
  "' + __import__('os').system('touch injected') + '",
  '"); process.exit(1); ("',
  '!history $1 %PATH% ~ * ? # ; & | < > ( )',
  'é 中文 🔐 \u2028\u2029',
  '\u202Eevil\u202C\u200b\ufeff',
  '\ud800 half',
  '--option=value',
  '</script><!--',
  '',
];

/** Names of pairs that are members of objects. */
const NAMES = ['__proto__', 'constructor', 'toString'];

const folder = mkdtempSync(join(tmpdir(), 'strongroom-code-'));

/** Runs a command in an empty folder. */
export const run = (command: string, args: readonly string[], input?: string) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', ...(input === undefined ? {} : { input }) });

/** Evaluates an expression of JavaScript. */
export const evaluate = (code: string): unknown => new Script(`(${code})`).runInNewContext({});

const hasPython = (() => {
  try {
    return run('python3', ['--version']) !== '';
  } catch {
    return false;
  }
})();

/** The code for Python is executed where the machine has it. */
export const itWithPython = (name: string, run: () => void) =>
  hasPython ? it(name, run) : it.skip(`${name} (no python3 on this machine)`, run);

/** Pairs with those texts and names. */
export const hostilePairs = Object.fromEntries([...HOSTILE.map((text, index) => [`${text}${index}`, text] as const)]);
for (const name of NAMES) Object.defineProperty(hostilePairs, name, { value: 'x', enumerable: true });

/** Whether code that ran has created files. */
export const leftFiles = () => readdirSync(folder);
