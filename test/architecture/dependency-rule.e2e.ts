/** Plants breaches of the dependency rule and of the engine's purity and sees the linter refuse each of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';

// Planted files are in no TypeScript project: the rules that need types stay out.
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });

/** The rules that refuse a text, as if it stood in that file. */
async function refusals(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: file });
  return (result?.messages ?? [])
    .filter(({ severity }) => severity === 2)
    .map(({ ruleId, message }) => ruleId ?? message);
}

/** Imports that the rule refuses: importing file, what it names. */
const BREACHES: [string, string][] = [
  ['src/base/hex.ts', '../model/arn.ts'],
  ['src/base/hex.ts', 'idb'],
  ['src/base/hex.ts', 'jsonc-parser'],
  ['src/base/json-text.ts', 'idb'],
  ['src/ui/policy-text/policy-places.ts', 'jsonc-parser'],
  ['src/model/arn.ts', '../engine/engine.ts'],
  ['src/endpoint/listen.ts', '../engine/engine.ts'],
  ['src/endpoint/listen.ts', 'node:fs'],
  ['src/memory.ts', './endpoint/listen.ts'],
  ['src/endpoint/check-labs.ts', '../labs/prove-lab.ts'],
  ['src/labs.ts', './services/services.ts'],
  ['src/memory.ts', './labs/prove-lab.ts'],
  ['src/worker/host.ts', 'node:http'],
  ['src/start-workers.ts', './client/connect.ts'],
  ['src/model/arn.ts', '../crypto/hmac.ts'],
  ['src/model/arn.ts', '@noble/hashes/sha2.js'],
  ['src/crypto/hmac.ts', '../engine/engine.ts'],
  ['src/crypto/hmac.ts', '../storage/indexed-db.ts'],
  ['src/storage/indexed-db.ts', '../engine/engine.ts'],
  ['src/storage/indexed-db.ts', '../crypto/hmac.ts'],
  ['src/protocol/sigv4.ts', '../engine/directory/accounts.ts'],
  ['src/protocol/sigv4.ts', '../client/request-handler.ts'],
  ['src/external-key-manager/xks-proxy.ts', '../engine/engine.ts'],
  ['src/external-key-manager/xks-proxy.ts', '../storage/external-memory.ts'],
  ['src/engine/external-key-store/xks-client.ts', '../../external-key-manager/xks-proxy.ts'],
  ['src/crypto/request-signature.ts', '../model/arn.ts'],
  ['src/engine/engine.ts', '../storage/memory.ts'],
  ['src/engine/engine.ts', '../worker/host.ts'],
  ['src/engine/engine.ts', '../protocol/json.ts'],
  ['src/engine/engine.ts', 'comlink'],
  ['src/engine/pipeline/resolve-resources.ts', '../../storage/memory.ts'],
  ['src/engine/operations/encrypt.ts', './decrypt.ts'],
  ['src/engine/operations/encrypt.ts', './index.ts'],
  ['src/engine/operations/encrypt.ts', '../operations/decrypt.ts'],
  ['src/engine/operations/encrypt.ts', '../../storage/memory.ts'],
  ['src/engine/operations/encrypt.ts', '../../crypto/aes-gcm.ts'],
  ['src/engine/operations/encrypt.ts', '../custody/native-symmetric.ts'],
  ['src/engine/operations/decrypt.ts', '../custody/ciphertext-blob.ts'],
  ['src/engine/keys/data-key.ts', '../custody/wrapped.ts'],
  ['src/engine/keys/data-key.ts', '../../crypto/aes-gcm.ts'],
  ['src/engine/keys/data-key.ts', '../operations/encrypt.ts'],
  ['src/engine/custody/wrapped.ts', '../operations/encrypt.ts'],
  ['src/engine/custody/wrapped.ts', '../keys/data-key.ts'],
  ['src/engine/custody/wrapped.ts', '../pipeline/call-context.ts'],
  ['src/engine/authorization/authorize.ts', '../operations/encrypt.ts'],
  ['src/engine/audit/event.ts', '../operations/index.ts'],
  ['src/engine/quotas/request-quotas.ts', '../operations/encrypt.ts'],
  ['src/engine/cost/month-cost.ts', '../operations/encrypt.ts'],
  ['src/engine/clock/due-tasks.ts', '../operations/encrypt.ts'],
  ['src/worker/main.ts', '../client/strongroom.ts'],
  ['src/worker/host.ts', '../ui/app.ts'],
  ['src/worker/host.ts', '../envelope/encrypt.ts'],
  ['src/worker/host.ts', './main.ts'],
  ['src/client/strongroom.ts', '../engine/engine.ts'],
  ['src/client/strongroom.ts', '../worker/host.ts'],
  ['src/client/strongroom.ts', '../storage/memory.ts'],
  ['src/envelope/encrypt.ts', '../client/strongroom.ts'],
  ['src/envelope/encrypt.ts', '../engine/ciphertext.ts'],
  ['src/services/object-store.ts', '../ui/app.ts'],
  ['src/services/object-store.ts', '../worker/host.ts'],
  ['src/labs/runner.ts', '../ui/app.ts'],
  ['src/labs/runner.ts', '../engine/engine.ts'],
  ['src/labs/runner.ts', '../class/class-file.ts'],
  ['src/class/class-link.ts', '../client/strongroom.ts'],
  ['src/class/class-link.ts', '../seed/replay-document.ts'],
  ['src/class/class-link.ts', '../services/services.ts'],
  ['src/class/class-link.ts', '../ui/labs/lab-state.ts'],
  ['src/ui/shell/strong-app.ts', '../../worker/host.ts'],
  ['src/ui/shell/strong-app.ts', '../../engine/engine.ts'],
  ['src/ui/keys/keys-page.ts', '../../storage/indexed-db.ts'],
  ['src/ui/styles/shared.ts', '../kit/format.ts'],
  ['src/ui/kit/strong-table.ts', '../keys/keys-page.ts'],
  ['src/ui/kit/strong-table.ts', '../shell/strong-app.ts'],
  ['src/ui/kit/strong-table.ts', '../../client/strongroom.ts'],
  ['src/ui/kit/strong-table.ts', '../page/router.ts'],
  ['src/ui/page/router.ts', '../decision/fix-texts.ts'],
  ['src/ui/page/page-context.ts', '../envelope/encrypted-file-store.ts'],
  ['src/ui/page/strong-page.ts', '../shell/strong-app.ts'],
  ['src/ui/policy-text/policy-diff.ts', '../decision/fix-texts.ts'],
  ['src/ui/policy-text/policy-places.ts', '../decision/fix-texts.ts'],
  ['src/ui/policy-text/statement-rows.ts', '../decision/fix-texts.ts'],
  ['src/ui/policy-text/statement-rows.ts', '../../client/strongroom.ts'],
  ['src/ui/decision/access-matrix.ts', '../grants/describe-grant.ts'],
  ['src/ui/decision/why-dialog.ts', '../shell/strong-app.ts'],
  ['src/ui/operation-form/strong-operation-form.ts', '../decision/simulation.ts'],
  ['src/ui/operation-form/strong-operation-form.ts', '../use/use-values.ts'],
  ['src/ui/operation-form/member-draft.ts', '../../client/strongroom.ts'],
  ['src/ui/page/router.ts', '../operation-form/member-draft.ts'],
  ['src/ui/access/access-tab.ts', '../use/use-tab.ts'],
  ['src/ui/access/strong-matrix-list.ts', '../../client/strongroom.ts'],
  ['src/ui/access/strong-matrix-list.ts', '../../model/sandbox.ts'],
  ['src/ui/activity/activity-page.ts', '../keys/keys-page.ts'],
  ['src/ui/activity/strong-event.ts', './activity-page.ts'],
  ['src/ui/activity/archive-zip.ts', './export-dialog.ts'],
  ['src/ui/cost/cost-page.ts', '../settings/settings-page.ts'],
  ['src/ui/cost/strong-cost-lines.ts', './cost-page.ts'],
  ['src/ui/cost/strong-cost-lines.ts', 'uplot'],
  ['src/ui/cost/strong-day-plot.ts', '../../client/strongroom.ts'],
  ['src/ui/clock/clock-popover.ts', '../keys/keys-page.ts'],
  ['src/ui/clock/strong-task-list.ts', './clock-popover.ts'],
  ['src/ui/clock/strong-task-list.ts', './load-tasks.ts'],
  ['src/ui/code/code-page.ts', '../settings/settings-page.ts'],
  ['src/ui/code/examples.ts', '../../client/strongroom.ts'],
  ['src/ui/directory/directory-page.ts', '../key/key-page.ts'],
  ['src/ui/directory/directory-sections.ts', '../../client/strongroom.ts'],
  ['src/ui/directory/strong-entry-form.ts', './load-directory.ts'],
  ['src/ui/envelope/home-page.ts', '../keys/keys-page.ts'],
  ['src/ui/envelope/strong-attack.ts', '../../client/strongroom.ts'],
  ['src/ui/grants/grants-tab.ts', '../use/use-tab.ts'],
  ['src/ui/grants/strong-grant-list.ts', './grants-tab.ts'],
  ['src/ui/key/key-page.ts', '../directory/directory-page.ts'],
  ['src/ui/envelope/matches-public-key.ts', '../page/problem.ts'],
  ['src/ui/envelope/matches-public-key.ts', '../../crypto/ecdsa.ts'],
  ['src/ui/key/verify-offline.ts', '../page/problem.ts'],
  ['src/ui/key/verify-offline.ts', '../../crypto/ecdsa.ts'],
  ['src/ui/envelope/attack.ts', '@noble/curves/secp256k1.js'],
  ['src/ui/key/strong-materials.ts', '../../client/strongroom.ts'],
  ['src/ui/key/strong-materials.ts', './key-page.ts'],
  ['src/ui/key/strong-materials.ts', '../use/use-of-key.ts'],
  ['src/ui/key/strong-materials.ts', '../shell/strong-app.ts'],
  ['src/ui/keys/keys-page.ts', '../key/key-page.ts'],
  ['src/ui/keys/key-rows.ts', '../../client/strongroom.ts'],
  ['src/ui/keys/strong-create-key.ts', './load-keys.ts'],
  ['src/ui/labs/labs-page.ts', '../keys/keys-page.ts'],
  ['src/ui/labs/lab-state.ts', '../../client/strongroom.ts'],
  ['src/ui/labs/strong-task.ts', './task-panel.ts'],
  ['src/ui/labs/strong-task.ts', '../../labs/lab-runner.ts'],
  ['src/ui/blast-radius/dependents-tab.ts', '../key/key-page.ts'],
  ['src/ui/blast-radius/strong-blast-radius.ts', '../../services/services.ts'],
  ['src/ui/blast-radius/strong-blast-radius.ts', './load-blast-radius.ts'],
  ['src/ui/blast-radius/confirm-change.ts', '../key/key-page.ts'],
  ['src/ui/class/class-page.ts', '../keys/keys-page.ts'],
  ['src/ui/class/strong-class-plan.ts', './class-page.ts'],
  ['src/ui/glossary/glossary-page.ts', '../labs/labs-page.ts'],
  ['src/ui/glossary/search-terms.ts', '../../client/strongroom.ts'],
  ['src/ui/envelope/home-page.ts', '../labs/labs-page.ts'],
  ['src/ui/policy/policy-tab.ts', '../access/access-tab.ts'],
  ['src/ui/policy/permission-tests.ts', '../access/access-tab.ts'],
  ['src/ui/policy/strong-policy-code.ts', '../../client/strongroom.ts'],
  ['src/ui/policy/strong-policy-code.ts', './policy-tab.ts'],
  ['src/ui/policy/strong-statement.ts', '../../client/strongroom.ts'],
  ['src/ui/settings/settings-page.ts', '../directory/directory-page.ts'],
  ['src/ui/settings/strong-clock.ts', '../../client/strongroom.ts'],
  ['src/ui/simulator/simulator-page.ts', '../use/use-tab.ts'],
  ['src/ui/simulator/strong-request-time.ts', './simulator-page.ts'],
  ['src/ui/use/use-tab.ts', '../policy/policy-tab.ts'],
  ['src/ui/use/strong-use-form.ts', '../../client/strongroom.ts'],
  ['src/pwa/update.ts', '../worker/host.ts'],
  ['src/pwa/update.ts', '../client/strongroom.ts'],
  ['src/pwa/service-worker.ts', '../worker/main.ts'],
  ['src/pwa/service-worker.ts', '../engine/engine.ts'],
  ['src/relay/relay.ts', '../model/xks-proxy-api.ts'],
  ['src/relay/relay.ts', '../client/strongroom.ts'],
  ['src/ui/labs/record/open-proof-sandbox.ts', '../../../worker/host.ts'],
  ['src/ui/labs/record/strong-lab-form.ts', '../../../labs/prove-lab.ts'],
  ['src/start.ts', './client/connect.ts'],
  ['src/start.ts', './ui/shell/strong-app.ts'],
  ['src/main.ts', './engine/engine.ts'],
  ['src/main.ts', './worker/main.ts'],
  ['src/main.ts', './pwa/service-worker.ts'],
  ['src/library-exports.ts', './worker/memory-host.ts'],
  ['src/library-exports.ts', './engine/engine.ts'],
  ['src/index.ts', './worker/host.ts'],
  ['src/index.ts', './ui/app.ts'],
  ['src/memory.ts', './engine/engine.ts'],
  ['src/memory.ts', './storage/memory.ts'],
  ['src/base/hex.ts', '../../tools/rooms.js'],
  ['src/base/hex.ts', 'node:fs'],
];

/** Imports that the rule allows, so that it cannot pass by refusing everything. */
const ALLOWED: [string, string][] = [
  ['src/base/hex.ts', './bytes.ts'],
  ['src/base/json-text.ts', 'jsonc-parser'],
  ['src/base/hex.ts', '@noble/hashes/utils.js'],
  ['src/model/arn.ts', '../base/hex.ts'],
  ['src/crypto/hmac.ts', '../model/algorithms.ts'],
  ['src/storage/indexed-db.ts', 'idb'],
  ['src/protocol/sigv4.ts', '../model/errors.ts'],
  ['src/engine/engine.ts', './operations/index.ts'],
  ['src/engine/operations/index.ts', './encrypt.ts'],
  ['src/engine/operations/encrypt.ts', '../keys/resolve.ts'],
  ['src/engine/operations/encrypt.ts', '../custody/custodian-of.ts'],
  ['src/engine/keys/data-key.ts', '../custody/custodian.ts'],
  ['src/engine/custody/wrapped.ts', '../../crypto/aes-gcm.ts'],
  ['src/engine/custody/wrapped.ts', '../transaction/reader.ts'],
  ['src/engine/authorization/authorize.ts', '../keys/resolve.ts'],
  ['src/worker/host.ts', '../storage/memory.ts'],
  ['src/worker/main.ts', 'comlink'],
  ['src/client/strongroom.ts', '../base/hex.ts'],
  ['src/envelope/encrypt.ts', '../crypto/aes-gcm.ts'],
  ['src/services/object-store.ts', '../envelope/encrypt.ts'],
  ['src/labs/runner.ts', '../services/object-store.ts'],
  ['src/class/completion-report.ts', '../labs/lab.ts'],
  ['src/class/find-class-problems.ts', '../seed/document-problems.ts'],
  ['src/ui/shell/strong-app.ts', '../../labs/runner.ts'],
  ['src/ui/keys/keys-page.ts', '../kit/strong-table.ts'],
  ['src/ui/keys/keys-page.ts', '../../client/strongroom.ts'],
  ['src/ui/keys/load-keys.ts', '../../client/strongroom.ts'],
  ['src/ui/keys/strong-create-key.ts', '../kit/strong-dialog.ts'],
  ['src/ui/key/tabs.ts', '../access/access-tab.ts'],
  ['src/ui/access/access-tab.ts', '../policy/permission-tests.ts'],
  ['src/ui/policy/permission-tests.ts', '../use/use-of-key.ts'],
  ['src/ui/decision/why-dialog.ts', '../policy-text/policy-diff.ts'],
  ['src/ui/use/strong-use-form.ts', '../operation-form/render-member.ts'],
  ['src/ui/kit/strong-table.ts', 'lit/decorators.js'],
  ['src/pwa/service-worker.ts', '../worker/host.ts'],
  ['src/relay/relay.ts', '../model/relay-messages.ts'],
  ['src/start.ts', './ui/page/parse-address.ts'],
  ['src/start.ts', './worker/app.ts?worker&url'],
  ['src/main.ts', './start.ts'],
  ['src/ui/labs/record/open-proof-sandbox.ts', '../../../worker/app.ts?worker&url'],
  ['src/main.ts', './pwa/update.ts'],
  ['src/main.ts', './worker/main.ts?worker&url'],
  ['src/library-exports.ts', './client/exceptions.ts'],
  ['src/memory.ts', './library-exports.ts'],
  ['src/endpoint/check-labs.ts', '../labs.ts'],
  ['src/labs.ts', './labs/prove-lab.ts'],
  ['src/memory.ts', './worker/memory-host.ts'],
];

/** Every way to name a module. */
const FORMS: [string, (specifier: string) => string][] = [
  ['import', (specifier) => `import { x } from '${specifier}';\nexport const y = x;`],
  ['import type', (specifier) => `import type { X } from '${specifier}';\nexport type Y = X;`],
  ['import { type }', (specifier) => `import { type X } from '${specifier}';\nexport type Y = X;`],
  ['export from', (specifier) => `export { x } from '${specifier}';`],
  ['export type from', (specifier) => `export type { X } from '${specifier}';`],
  ['export *', (specifier) => `export * from '${specifier}';`],
  ['import()', (specifier) => `export const y = import('${specifier}');`],
  ['an import type', (specifier) => `export type Y = import('${specifier}').X;`],
];

describe('the dependency rule', () => {
  for (const [file, specifier] of BREACHES) {
    it(`refuses ${specifier} in ${file}, as a value and as a type`, async () => {
      for (const [form, text] of FORMS.slice(0, 2))
        assert.deepEqual(await refusals(file, text(specifier)), ['strongroom/dependency-rule'], form);
    });
  }

  for (const [file, specifier] of ALLOWED) {
    it(`allows ${specifier} in ${file}`, async () => {
      assert.deepEqual(await refusals(file, `import { x } from '${specifier}';\nexport const y = x;`), []);
    });
  }

  for (const [form, text] of FORMS) {
    it(`sees ${form}`, async () => {
      assert.deepEqual(await refusals('src/engine/engine.ts', text('../storage/memory.ts')), [
        'strongroom/dependency-rule',
      ]);
    });
  }

  for (const file of ['src/model/operations.ts', 'src/client/strongroom.ts']) {
    it(`lets ${file} have the SDK's types and not its code`, async () => {
      assert.deepEqual(await refusals(file, `import type { X } from '@aws-sdk/client-kms';\nexport type Y = X;`), []);
      assert.deepEqual(await refusals(file, `import { X } from '@aws-sdk/client-kms';\nexport const y = X;`), [
        'strongroom/dependency-rule',
      ]);
    });
  }

  it('refuses a file that lies in no room', async () => {
    assert.deepEqual(await refusals('src/utils/strings.ts', `import { x } from './other.ts';\nexport const y = x;`), [
      'strongroom/dependency-rule',
    ]);
  });
});

/** What the engine may not reach for, and the rule that says so. */
const IMPURE: [string, string][] = [
  ['Date.now()', 'no-restricted-properties'],
  ['new Date()', 'no-restricted-syntax'],
  ['Date()', 'no-restricted-syntax'],
  ['Math.random()', 'no-restricted-properties'],
  ...[
    'fetch',
    'indexedDB',
    'document',
    'window',
    'self',
    'globalThis',
    'localStorage',
    'setTimeout',
    'setInterval',
    'performance',
  ].map((name): [string, string] => [name, 'no-restricted-globals']),
];

describe('the purity of the engine', () => {
  for (const [expression, rule] of IMPURE) {
    it(`refuses ${expression}`, async () => {
      assert.deepEqual(await refusals('src/engine/clock/due-tasks.ts', `export const x = ${expression};`), [rule]);
    });
  }

  it('allows a date made from a number', async () => {
    assert.deepEqual(await refusals('src/engine/clock/due-tasks.ts', 'export const x = new Date(0);'), []);
  });
});

describe('any', () => {
  it('is an error', async () => {
    assert.deepEqual(await refusals('src/base/hex.ts', 'export const x: any = 1;'), [
      '@typescript-eslint/no-explicit-any',
    ]);
  });
});
