/**
 * The package as a user gets it: `npm pack`, then `npm install` of the tarball in a fresh folder; and its KMS in a
 * plain Node process there. `npm test` packs it once for all tests.
 */
import { execFile, fork } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Reply } from '../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../src/model/operations.ts';
import { TARBALL_VARIABLE } from '../../tools/pack-once.mjs';

const run = promisify(execFile);
const KMS_PROCESS = path.resolve('test/e2e/packed-kms-process.mjs');

/** A folder with the package installed in its node_modules. */
export interface PackedLibrary {
  readonly dir: string;
  /** The path of the tarball. */
  readonly tarball: string;
  /** The paths in the tarball. */
  readonly files: readonly string[];
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** Builds and packs the package into a folder. Returns the path of the tarball. */
export async function packLibrary(dir: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--pack-destination', dir], { maxBuffer: 16 * 1024 * 1024 });
  return path.join(dir, stdout.trim().split('\n').at(-1) ?? '');
}

/** Installs the package that the runner has packed, or packs it, without the network, in a folder of its own. */
export async function installPackedLibrary(): Promise<PackedLibrary> {
  const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-library-'));
  const tarball = process.env[TARBALL_VARIABLE] ?? (await packLibrary(dir));
  const files = (await run('tar', ['-tzf', tarball])).stdout.trim().split('\n');
  await writeFile(path.join(dir, 'package.json'), '{ "type": "module", "private": true }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: dir });
  return { dir, tarball, files, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** A KMS of the installed package. */
export interface PackedKms {
  call<N extends OperationName>(operation: N, input: InputOf<N>, region: string): Promise<Reply<N>>;
  /** Calls a member of `strongroom.sandbox`, such as `clock.advance`. */
  sandbox(member: string, ...given: unknown[]): Promise<unknown>;
  /** Ends its process. */
  close(): void;
}

/** Starts `strongroom/memory` in a Node process of its own, without any loader. */
export async function startPackedKms(dir: string): Promise<PackedKms> {
  const script = path.join(dir, 'kms-process.mjs');
  await copyFile(KMS_PROCESS, script);
  const child = fork(script, { cwd: dir, execArgv: [], serialization: 'advanced' });
  const waiting = new Map<number, { resolve(reply: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  child.on('message', ({ id, reply, error }: { id: number; reply?: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(reply);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The process of the package ended with code ${code}.`));
  });
  const ask = (message: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = (calls += 1);
      waiting.set(id, { resolve, reject });
      child.send({ id, ...message });
    });
  return {
    call: async <N extends OperationName>(operation: N, input: InputOf<N>, region: string) =>
      (await ask({ operation, input, region })) as Reply<N>,
    sandbox: (member, ...given) => ask({ member, given }),
    close: () => child.disconnect(),
  };
}
