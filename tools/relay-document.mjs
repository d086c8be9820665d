/**
 * Makes relay.html: src/relay/relay.ts as one inline script, whose hash is in the policy of the document. A file of its
 * own would not load: the document has an opaque origin. The document itself says what it may do, because a host may
 * send no headers; src/pwa/relay-headers.json has what a document cannot say.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = path.join(ROOT, 'src/relay/relay.ts');
const NAME = 'relay.html';

/** @type {(file: string) => Record<string, string>} */
const headersIn = (file) => JSON.parse(readFileSync(path.join(ROOT, 'src/pwa', file), 'utf8'));

/** The text of the document. */
async function relayDocument() {
  const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE, { target: 'es2023' });
  if (/^\s*(?:import|export)\b(?!\s*\{\s*\})/m.test(code)) throw new Error('src/relay/relay.ts may import types only.');
  const script = `\n${code.replace(/^export\s*\{\s*\};?\n?/m, '')}`;
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'connect-src https:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '  <head>',
    '    <meta charset="utf-8" />',
    `    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    '    <title>Relay</title>',
    `    <script>${script}</script>`,
    '  </head>',
    '</html>',
    '',
  ].join('\n');
}

/** Emits relay.html, and serves it while developing and testing. @returns {import('vite').Plugin} */
export function relayDocumentPlugin() {
  return {
    name: 'strongroom-relay-document',
    async buildStart() {
      if (this.environment.mode === 'build')
        this.emitFile({ type: 'asset', fileName: NAME, source: await relayDocument() });
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${NAME}`) return next();
        relayDocument().then((text) => {
          const headers = { ...headersIn('security-headers.json'), ...headersIn('relay-headers.json') };
          response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-cache', ...headers }).end(text);
        }, next);
      });
    },
  };
}
