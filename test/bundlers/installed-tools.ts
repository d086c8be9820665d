/** Bundlers, runtimes and compilers that npm installs for the slow tests, in a folder of their own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PACKAGES = {
  vite: '5.4.21',
  rollup: '4.67.4',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-json': '6.1.0',
  esbuild: '0.28.2',
  bun: '1.4.5',
  deno: '2.9.6',
  typescript: '5.7.3',
};

/** The name of one of them. */
export type ToolName = 'vite' | 'rollup' | 'esbuild' | 'bun' | 'deno' | 'tsc';

/** The tools of a folder. */
export interface InstalledTools {
  readonly dir: string;
  /** Returns the path of a tool's command, or undefined if npm could not install it. */
  find(name: ToolName): string | undefined;
  remove(): Promise<void>;
}

/** Installs the tools. `find` tells which of them npm could install: it needs the registry. */
export async function installTools(): Promise<InstalledTools> {
  const dir = await mkdtemp(path.join(tmpdir(), 'strongroom-tools-'));
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  // One after the other: one that the registry does not have for this machine does not stop the others.
  const groups = [
    ['vite'],
    Object.keys(PACKAGES).filter((name) => /rollup/.test(name)),
    ['esbuild'],
    ['bun'],
    ['deno'],
    ['typescript'],
  ];
  for (const group of groups) {
    const names = group.map((name) => `${name}@${PACKAGES[name as keyof typeof PACKAGES]}`);
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...names], {
      cwd: dir,
      stdio: 'ignore',
      timeout: 300_000,
    });
  }
  return {
    dir,
    find(name) {
      const command = path.join(dir, 'node_modules/.bin', name);
      return existsSync(command) && spawnSync(command, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0
        ? command
        : undefined;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
