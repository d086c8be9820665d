/** `npm start`: install what is missing, build, serve the built app with its security headers and print where. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure.mjs';

ensureInstalled();
const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const { serve } = await import('./serve.mjs');
const { url } = await serve({ port: Number(process.env['PORT'] ?? 4173) });
console.log(`Strongroom: ${url}`);
